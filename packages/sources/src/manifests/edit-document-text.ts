import { applyPatch, isDeepEqual, type PatchOperation } from '@toride/core/json-patch'
import { pointerKeys, pointerOf, valueAt } from '@toride/core/json-pointer'
import type { Json } from '@toride/core/kubernetes-object'
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
  type Pair as YamlPair,
} from 'yaml'
import { parseManifest } from './parse-manifest.ts'
import { resolvePlainScalar } from './plain-scalar.ts'
import { isBlock, type Layout, renderBlock, renderField, renderFlow, renderJson, renderScalar } from './render-value.ts'

export type EditedText =
  | { readonly ok: true; readonly text: string; readonly companions: readonly (readonly PatchOperation[])[] }
  | { readonly ok: false; readonly reason: string }

/** Larger texts are not edited: every operation reads the text anew. */
const limitCharacters = 2 * 1024 * 1024

/**
 * Makes the changes of a JSON Patch in a piece of YAML or JSON (`ManifestDocument.piece`) and leaves everything else as it
 * is: comments, order, quotes, indentation, line ends. `index` is the document's in the piece, `pointer` leads from its root
 * to what the patch is for.
 *
 * The result is read again before it is given out: it means exactly the patched object, and all other documents mean what
 * they did; otherwise, and where the text has no safe place for a change (inside an alias), the edit is refused.
 *
 * `companions` are further patches that may be made along with it, where a value is written once and used by aliases; the
 * answer has those that were. Others are not made.
 */
export function editDocumentText(
  text: string,
  index: number,
  pointer: string,
  patch: readonly PatchOperation[],
  companions: readonly (readonly PatchOperation[])[] = [],
): EditedText {
  if (text.length > limitCharacters) return refuse('the document is too large to be edited')
  const before = valuesOf(text)
  if (before === undefined || index >= before.length) return refuse('the document cannot be read')
  const moved = patch.map((operation) => ({ ...operation, path: pointer + operation.path }))
  const wanted = applyPatch(before[index] as Json, moved)
  if (!wanted.ok) return refuse(wanted.failure.reason)
  let edited = text
  for (const operation of foldOperations(moved)) {
    const splice = spliceFor(edited, index, operation)
    if (typeof splice === 'string') return refuse(splice)
    edited = edited.slice(0, splice.start) + splice.text + edited.slice(splice.end)
  }
  const after = valuesOf(edited)
  const made = accompany(wanted.document, after?.[index] as Json, pointer, companions)
  const isRight =
    after?.length === before.length && after.every((value, each) => isDeepEqual(value, each === index ? made.document : before[each]))
  if (isRight) return { ok: true, text: edited, companions: made.companions }
  const anchor = anchorAbove(text, index, moved)
  return refuse(anchor === undefined ? 'the text has no safe place for this change' : `it is shared by the anchor &${anchor}`)
}

/** The document with those of the companions that the text has made as well. */
function accompany(
  document: Json,
  actual: Json,
  pointer: string,
  candidates: readonly (readonly PatchOperation[])[],
): { document: Json; companions: (readonly PatchOperation[])[] } {
  const companions: (readonly PatchOperation[])[] = []
  let made = document
  for (const candidate of candidates) {
    const moved = candidate.map((operation) => ({ ...operation, path: pointer + operation.path }))
    const patched = applyPatch(made, moved)
    if (!patched.ok) continue
    const isMade = moved.every(({ path }) => {
      const place = path.replace(/\/-$/, '')
      return isDeepEqual(valueAt(actual, place), valueAt(patched.document, place))
    })
    if (!isMade) continue
    made = patched.document as Json
    companions.push(candidate)
  }
  return { document: made, companions }
}

/** The name of the anchor that the place of a change stands in. */
function anchorAbove(text: string, index: number, patch: readonly PatchOperation[]): string | undefined {
  const document = parseDocuments(text)[index]
  if (document === undefined) return undefined
  for (const { path } of patch) {
    const keys = pointerKeys(path)
    for (let length = 0; length <= keys.length; length += 1) {
      const node = findSpot(document, keys.slice(0, length))?.node
      if ((isCollection(node) || isScalar(node)) && node.anchor !== undefined) return node.anchor
    }
  }
  return undefined
}

function parseDocuments(text: string): Document[] {
  const options = { schema: 'failsafe', keepSourceTokens: true, uniqueKeys: false, merge: false, logLevel: 'silent' } as const
  return parseAllDocuments(text, options) as Document[]
}

function refuse(reason: string): EditedText {
  return { ok: false, reason }
}

/** Each document's value by its index; undefined when any cannot be read, or when the text is more than one piece. */
function valuesOf(text: string): unknown[] | undefined {
  const { documents, problems } = parseManifest('', text)
  if (problems.length > 0) return undefined
  const values: unknown[] = []
  for (const { piece, value } of documents) {
    if (values[piece.index] !== undefined) return undefined
    values[piece.index] = value
  }
  return values
}

type Change = Exclude<PatchOperation, { readonly op: 'test' }>

/** Puts what is added below something that the patch itself has just added into that, so that it is written in one go. */
function foldOperations(patch: readonly PatchOperation[]): Change[] {
  const folded: Change[] = []
  for (const operation of patch) {
    if (operation.op === 'test') continue
    const last = folded.at(-1)
    if (last !== undefined && last.op !== 'remove' && operation.path.startsWith(`${last.path}/`) && !last.path.endsWith('/-')) {
      const inner = applyPatch(last.value, [{ ...operation, path: operation.path.slice(last.path.length) }])
      if (inner.ok) {
        folded[folded.length - 1] = { ...last, value: inner.document }
        continue
      }
    }
    folded.push(operation)
  }
  return folded
}

type Splice = { readonly start: number; readonly end: number; readonly text: string }

/** A node with the place of what holds it. */
type Spot =
  | { readonly in: 'document'; readonly node: Node | null }
  | { readonly in: 'mapping'; readonly node: Node | null; readonly parent: YAMLMap; readonly pair: YamlPair; readonly position: number }
  | { readonly in: 'list'; readonly node: Node | null; readonly parent: YAMLSeq; readonly position: number }

type Editing = { readonly text: string; readonly layout: Layout }

/** The one replacement in the text that an operation comes to, or why there is none. */
function spliceFor(text: string, index: number, operation: Change): Splice | string {
  const document = parseDocuments(text)[index]
  if (document === undefined || document.errors.length > 0) return 'the document cannot be read'
  const editing: Editing = { text, layout: layoutOf(text, document) }
  const keys = pointerKeys(operation.path)
  const last = keys.pop()
  const parent = findSpot(document, keys)
  if (last === undefined || parent === undefined) return `${pointerOf(...keys)} is not written in this document`
  if (operation.op === 'remove') {
    const spot = findSpot(document, [...keys, last])
    return spot === undefined ? `${operation.path} is not written in this document` : removal(editing, spot, parent)
  }
  const { value } = operation
  if (isMap(parent.node)) {
    const spot = findSpot(document, [...keys, last])
    return spot === undefined ? fieldInsertion(editing, parent, parent.node, last, value) : replacement(editing, spot, value)
  }
  if (isSeq(parent.node)) {
    const position = last === '-' ? parent.node.items.length : Number(last)
    if (operation.op === 'add') return itemInsertion(editing, parent, parent.node, position, value)
    const spot = findSpot(document, [...keys, last])
    return spot === undefined ? `${operation.path} is not written in this document` : replacement(editing, spot, value)
  }
  return `${pointerOf(...keys)} is written elsewhere and used here by an alias`
}

function findSpot(document: Document, keys: readonly string[]): Spot | undefined {
  let spot: Spot = { in: 'document', node: document.contents as Node | null }
  for (const key of keys) {
    const node: Node | null = spot.node
    if (isMap(node)) {
      const position = node.items.findIndex((pair) => keyText(pair.key) === key)
      const pair: YamlPair | undefined = node.items[position]
      if (pair === undefined) return undefined
      spot = { in: 'mapping', node: pair.value as Node | null, parent: node, pair, position }
    } else if (isSeq(node)) {
      const position = Number(key)
      if (!(position < node.items.length)) return undefined
      const item: unknown = node.items[position]
      spot = { in: 'list', node: item as Node | null, parent: node, position }
    } else return undefined
  }
  return spot
}

/** A key as Kubernetes reads it: `on` is the key "true". */
function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined
  const text = String(key.value ?? '')
  return key.type === 'PLAIN' ? String(resolvePlainScalar(text)) : text
}

function replacement(editing: Editing, spot: Spot, value: Json): Splice | string {
  const { node } = spot
  const { text, layout } = editing
  if (isScalar(node) && (node.type === 'PLAIN' || isQuoted(node)) && !isBlock(value) && !isEmptyNode(node)) {
    return { start: startOf(node), end: endOf(editing, node), text: renderLike(node, value, layout) }
  }
  if (spot.in === 'document') return 'the whole document cannot be replaced'
  if (isInFlow(spot)) {
    if (node === null || isEmptyNode(node)) return 'an empty value in brackets cannot be replaced'
    return { start: startOf(node), end: endOf(editing, node), text: renderInline(editing, startOf(node), value) }
  }
  const indicator = spot.in === 'mapping' ? colonOf(spot.pair) : dashOf(spot.parent, spot.position)
  if (indicator === undefined) return 'the field has no colon'
  const start = indicator + 1
  let end = node === null || isEmptyNode(node) ? start : endOf(editing, node)
  // A comment behind the key stays there, before and behind a value on the same line.
  const comment = /^[ \t]*(#[^\r\n]*)/.exec(text.slice(start, end))?.[1]
  let behind = comment === undefined ? '' : ` ${comment}`
  if (isBlock(value) && !text.slice(start, end).includes('\n')) {
    const trailing = /^[ \t]+#[^\r\n]*/.exec(restOfLine(text, end))?.[0] ?? ''
    behind += trailing
    end += trailing.length
  }
  if (!isBlock(value)) return { start, end, text: ` ${renderScalar(value, false)}${behind}` }
  if (spot.in === 'list') {
    const [first = '', ...rest] = renderBlock(value, columnOf(text, indicator) + 2, layout)
    return { start, end, text: [` ${first.trimStart()}${behind}`, ...rest].join(layout.newline) }
  }
  const column = columnOf(text, startOf(spot.pair.key as Node))
  const lines = renderBlock(value, column + (Array.isArray(value) ? layout.listStep : layout.step), layout)
  return { start, end, text: [behind, ...lines].join(layout.newline) }
}

function fieldInsertion(editing: Editing, spot: Spot, mapping: YAMLMap, key: string, value: Json): Splice | string {
  const { text, layout } = editing
  if (mapping.items.length === 0) return replacementOfEmpty(editing, spot, { [key]: value })
  const first = mapping.items[0]?.key as Node
  if (mapping.flow) {
    return flowInsertion(editing, mapping, (inline) => `${renderScalar(key, layout.isJson)}: ${inline(value)}`)
  }
  const lines = renderField(key, value, columnOf(text, startOf(first)), layout)
  return lineInsertion(editing, endOf(editing, mapping), lines)
}

function itemInsertion(editing: Editing, spot: Spot, list: YAMLSeq, position: number, value: Json): Splice | string {
  const { text, layout } = editing
  if (list.items.length === 0) return replacementOfEmpty(editing, spot, [value])
  if (list.flow)
    return position < list.items.length
      ? 'only the end of a list in brackets can be extended'
      : flowInsertion(editing, list, (inline) => inline(value))
  const dash = dashOf(list, 0)
  if (dash === undefined) return 'the list has no dash'
  const lines = renderBlock([value], columnOf(text, dash), layout)
  if (position >= list.items.length) return lineInsertion(editing, endOf(editing, list), lines)
  const next = dashOf(list, position) as number
  const start = lineStartOf(text, next)
  if (text.slice(start, next).trim() !== '') return 'the item does not start its line'
  return { start, end: start, text: `${lines.join(layout.newline)}${layout.newline}` }
}

function replacementOfEmpty(editing: Editing, spot: Spot, value: Json): Splice | string {
  const { node } = spot
  if (node === null) return 'there is nothing to extend'
  if (spot.in === 'document' || isInFlow(spot)) {
    return { start: startOf(node), end: endOf(editing, node), text: renderInline(editing, startOf(node), value) }
  }
  return replacement(editing, spot, value)
}

/** New lines below the line on which something ends. */
function lineInsertion({ text, layout }: Editing, end: number, lines: readonly string[]): Splice {
  const block = lines.join(layout.newline)
  let lineEnd = text.indexOf('\n', end)
  // Comments that are further in belong to what stands above them.
  const column = (lines[0] ?? '').search(/\S/)
  while (
    lineEnd >= 0 &&
    restOfLine(text, lineEnd + 1)
      .trimStart()
      .startsWith('#') &&
    restOfLine(text, lineEnd + 1).search(/\S/) > column
  ) {
    lineEnd = text.indexOf('\n', lineEnd + 1)
  }
  if (lineEnd < 0) return { start: text.length, end: text.length, text: `${layout.newline}${block}` }
  return { start: lineEnd + 1, end: lineEnd + 1, text: `${block}${layout.newline}` }
}

function restOfLine(text: string, at: number): string {
  const lineEnd = text.indexOf('\n', at)
  return text.slice(at, lineEnd < 0 ? undefined : lineEnd)
}

/** A new last entry between brackets, on a line of its own when the others have one. */
function flowInsertion(editing: Editing, collection: YAMLMap | YAMLSeq, render: (inline: (value: Json) => string) => string): Splice {
  const { text, layout } = editing
  const last = collection.items.at(-1)
  const first = collection.items[0]
  const firstNode = (isPair(first) ? first.key : first) as Node
  const lastEnd = isPair(last) ? endOfPair(editing, last) : endOf(editing, last as Node)
  const comma = /^\s*,/.exec(text.slice(lastEnd))
  const isMultiline = text.slice(startOf(collection), startOf(firstNode)).includes('\n')
  const pad = isMultiline ? indentationOf(text, startOf(firstNode)) : ''
  const before = isMultiline ? `${layout.newline}${pad}` : ' '
  const entry = render((value) =>
    isMultiline && layout.isJson ? renderJson(value, pad, jsonStep(text)) : renderFlow(value, layout.isJson),
  )
  const at = comma === null ? lastEnd : lastEnd + comma[0].length
  return { start: at, end: at, text: comma === null ? `,${before}${entry}` : `${before}${entry}` }
}

function removal(editing: Editing, spot: Spot, holder: Spot): Splice | string {
  if (spot.in === 'document') return 'the whole document cannot be removed'
  const { parent, position } = spot
  if (parent.items.length === 1) {
    if (parent.flow) return { start: startOf(parent), end: endOf(editing, parent), text: isSeq(parent) ? '[]' : '{}' }
    return holder.in === 'document' ? 'nothing would be left of the document' : replacement(editing, holder, isSeq(parent) ? [] : {})
  }
  const { text } = editing
  if (parent.flow) {
    const starts = parent.items.map((item) => startOf((isPair(item) ? item.key : item) as Node))
    const ends = parent.items.map((item) => (isPair(item) ? endOfPair(editing, item) : endOf(editing, item as Node)))
    return position === 0
      ? { start: starts[0] as number, end: starts[1] as number, text: '' }
      : { start: ends[position - 1] as number, end: ends[position] as number, text: '' }
  }
  const start = spot.in === 'mapping' ? startOf(spot.pair.key as Node) : dashOf(spot.parent, position)
  if (start === undefined) return 'the item has no dash'
  const lineStart = lineStartOf(text, start)
  if (text.slice(lineStart, start).trim() !== '') {
    // The first field beside the dash of its item: the next one takes its place.
    const next = spot.in === 'mapping' ? spot.parent.items[position + 1]?.key : undefined
    if (position > 0 || next === undefined) return 'the field does not start its line'
    return { start, end: startOf(next as Node), text: '' }
  }
  const end =
    spot.in === 'mapping' ? endOfPair(editing, spot.pair) : spot.node === null ? start + 1 : Math.max(start + 1, endOf(editing, spot.node))
  const lineEnd = text.indexOf('\n', end)
  if (lineEnd >= 0) return { start: lineStart, end: lineEnd + 1, text: '' }
  return { start: Math.max(0, lineStart - editing.layout.newline.length), end: text.length, text: '' }
}

/** A scalar with the quotes of the one that it replaces. */
function renderLike(old: Scalar, value: Json, { isJson }: Layout): string {
  if (typeof value !== 'string') return renderScalar(value, isJson)
  if (old.type === 'QUOTE_DOUBLE') return JSON.stringify(value)
  if (old.type === 'QUOTE_SINGLE' && /^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`
  return renderScalar(value, isJson)
}

/** A value between brackets, or at the place of an empty collection in JSON. */
function renderInline({ text, layout }: Editing, at: number, value: Json): string {
  const isMultiline = layout.isJson && text.includes('\n')
  return isMultiline && isBlock(value) ? renderJson(value, indentationOf(text, at), jsonStep(text)) : renderFlow(value, layout.isJson)
}

function isQuoted(node: Scalar): boolean {
  return node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'
}

function isEmptyNode(node: Node): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.range?.[0] === node.range?.[1]
}

function isInFlow(spot: Spot): boolean {
  return spot.in !== 'document' && spot.parent.flow === true
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0
}

/** Where a node's own text ends: behind its last character that is neither space nor comment. */
function endOf(editing: Editing, node: Node): number {
  if (isCollection(node) && !(node as YAMLMap | YAMLSeq).flow) {
    const last = node.items.at(-1)
    if (isPair(last)) return endOfPair(editing, last)
    const end = last === undefined || last === null ? startOf(node) : endOf(editing, last as Node)
    return isSeq(node) ? Math.max(end, (dashOf(node, node.items.length - 1) ?? 0) + 1) : end
  }
  const end = node.range?.[1] ?? 0
  if (!isScalar(node) || (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED')) return end
  // The empty lines behind a block scalar are part of it only with the indicator "+".
  const block = editing.text.slice(startOf(node), end)
  const isKept = /^[|>][0-9]?\+|^[|>]\+/.test(block)
  return startOf(node) + (isKept ? block.replace(/\r?\n$/, '') : block.trimEnd()).length
}

function endOfPair(editing: Editing, { key, value, srcToken }: YamlPair): number {
  const node = value as Node | null
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind')
  const keyEnd = colon === undefined ? endOf(editing, key as Node) : colon.offset + 1
  return node === null || isEmptyNode(node) ? keyEnd : Math.max(keyEnd, isAlias(node) ? (node.range?.[1] ?? 0) : endOf(editing, node))
}

function colonOf({ srcToken }: YamlPair): number | undefined {
  return srcToken?.sep?.find(({ type }) => type === 'map-value-ind')?.offset
}

function dashOf({ srcToken }: YAMLSeq, position: number): number | undefined {
  if (srcToken?.type !== 'block-seq') return undefined
  return srcToken.items[position]?.start.find(({ type }) => type === 'seq-item-ind')?.offset
}

function lineStartOf(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

function columnOf(text: string, at: number): number {
  return at - lineStartOf(text, at)
}

function indentationOf(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStartOf(text, at), at))?.[0] ?? ''
}

function jsonStep(text: string): string {
  return /\n([ \t]+)/.exec(text)?.[1] ?? '  '
}

/** How the document is written, told from the first places that show it. */
function layoutOf(text: string, document: Document): Layout {
  let step: number | undefined
  let listStep: number | undefined
  visit(document, {
    Map(_, mapping) {
      if (mapping.flow) return visit.SKIP
      for (const { key, value } of mapping.items) {
        if (!isCollection(value) || (value as YAMLMap | YAMLSeq).flow || value.items.length === 0) continue
        const column = columnOf(text, startOf(key as Node))
        if (isSeq(value)) listStep ??= columnOf(text, dashOf(value, 0) ?? 0) - column
        else if (isMap(value)) step ??= columnOf(text, startOf(value.items[0]?.key as Node)) - column
      }
      return step !== undefined && listStep !== undefined ? visit.BREAK : undefined
    },
  })
  return {
    step: step ?? 2,
    listStep: listStep ?? 0,
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    isJson: /^\s*[[{]/.test(text) && isJsonText(text),
  }
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
