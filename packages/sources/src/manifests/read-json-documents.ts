import { assign, type BuildResult, type BuiltDocument, type DocumentFault, Unusable } from './build-documents.ts'
import { limits } from './limits.ts'
import { addNode, closeNode, cutTape, type NodeTape, nodeKinds } from './node-tape.ts'

/**
 * Reads JSON, also several values one after the other (newline-delimited or not), with the place of each value on the tape.
 * `base` is where `source` starts in the file.
 *
 * The documents before a fault are kept; what follows it is lost, since nothing says where the next one starts.
 */
export function readJsonDocuments(source: string, base: number, tape: NodeTape): BuildResult {
  const documents: BuiltDocument[] = []
  const faults: DocumentFault[] = []
  let at = skipSpace(source, 0)
  while (at < source.length) {
    const tapeLength = tape.length
    try {
      const read = readJsonDocument(source, at, base, tape)
      documents.push({ ...read, piece: { start: base + at, end: base + read.end, index: 0 } })
      at = skipSpace(source, read.end)
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      faults.push(error.fault)
      cutTape(tape, tapeLength)
      break
    }
  }
  return { documents, faults }
}

type Collection = { readonly node: number; readonly value: unknown[] | Record<string, unknown> }

const spacePattern = /[ \t\r\n]*/y
const scalarPattern = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y

function readJsonDocument(source: string, from: number, base: number, tape: NodeTape): { value: unknown; node: number; end: number } {
  const open: Collection[] = []
  let nodes = 0
  let at = from
  let key: string | undefined
  let result: unknown
  let isDone = false
  const root = tape.length
  while (!isDone) {
    at = skipSpace(source, at)
    const top = open.at(-1)
    if (top !== undefined && !Array.isArray(top.value) && key === undefined) {
      if (source[at] !== '"') fail(at, 'A key in double quotes is expected')
      const start = at
      key = readString()
      addNode(
        tape,
        source.indexOf('\\', start) < at && source.slice(start, at).includes('\\') ? nodeKinds.escaped : nodeKinds.plain,
        base + start + 1,
        base + at - 1,
      )
      if (Object.hasOwn(top.value, key)) throw new Unusable({ code: 'yaml-duplicate-key', offset: base + start, data: { key } })
      at = skipSpace(source, at)
      if (source[at] !== ':') fail(at, 'A ":" is expected after the key')
      at = skipSpace(source, at + 1)
    }
    nodes += 1
    if (nodes > limits.nodes) throw new Unusable({ code: 'yaml-too-many-nodes', offset: base + at, data: { limit: limits.nodes } })
    const character = source[at]
    if (character === '{' || character === '[') {
      if (open.length >= limits.depth) throw new Unusable({ code: 'yaml-too-deep', offset: base + at, data: { limit: limits.depth } })
      const isMapping = character === '{'
      const node = addNode(tape, isMapping ? nodeKinds.mapping : nodeKinds.sequence, base + at, base + at)
      const value = isMapping ? {} : []
      addValue(value)
      key = undefined
      at = skipSpace(source, at + 1)
      if (source[at] === (isMapping ? '}' : ']')) at = closeAll({ node, value })
      else open.push({ node, value })
      continue
    }
    const start = at
    if (character === '"') {
      const value = readString()
      addNode(tape, nodeKinds.escaped, base + start + 1, base + at - 1)
      addValue(value)
    } else {
      scalarPattern.lastIndex = at
      const text = scalarPattern.exec(source)?.[0]
      if (text === undefined) throw fault(at, at >= source.length ? 'The text ends inside a value' : `"${source[at]}" does not belong here`)
      at += text.length
      addNode(tape, nodeKinds.plain, base + start, base + at)
      addValue(text === 'true' ? true : text === 'false' ? false : text === 'null' ? null : finite(text))
    }
    key = undefined
    at = closeAll(undefined)
  }
  return { value: result, node: root, end: at }

  /** After a value: past commas and closing brackets, to where the next value or key starts, or to the end of the document. */
  function closeAll(closed: Collection | undefined): number {
    let position = at
    if (closed !== undefined) {
      closeNode(tape, closed.node)
      position += 1
    }
    for (;;) {
      const top = open.at(-1)
      if (top === undefined) {
        isDone = true
        return position
      }
      position = skipSpace(source, position)
      const character = source[position]
      if (character === ',') return position + 1
      const bracket = Array.isArray(top.value) ? ']' : '}'
      if (character !== bracket) {
        fail(position, position >= source.length ? 'The text ends inside a value' : `"," or "${bracket}" is expected`)
      }
      closeNode(tape, top.node)
      open.pop()
      position += 1
    }
  }

  function addValue(value: unknown): void {
    const top = open.at(-1)
    if (top === undefined) result = value
    else if (Array.isArray(top.value)) top.value.push(value)
    else assign(top.value, key as string, value)
  }

  /** The string at `at`, which moves behind its closing quote. */
  function readString(): string {
    const start = at
    let end = start + 1
    let isEscaped = false
    for (;;) {
      const code = source.charCodeAt(end)
      if (code === 0x22) break
      if (Number.isNaN(code)) fail(start, 'The text in quotes has no end')
      if (code < 0x20) fail(end, 'A control character must be escaped')
      if (code === 0x5c) {
        isEscaped = true
        end += 1
      }
      end += 1
    }
    at = end + 1
    if (!isEscaped) return source.slice(start + 1, end)
    try {
      return JSON.parse(source.slice(start, at)) as string
    } catch {
      return fail(start, 'The text in quotes has an unknown escape')
    }
  }

  function finite(text: string): number | string {
    const value = Number(text)
    return Number.isFinite(value) ? value : text
  }

  function fault(offset: number, reason: string): Unusable {
    return new Unusable({ code: 'yaml-syntax', offset: base + offset, data: { reason } })
  }

  function fail(offset: number, reason: string): never {
    throw fault(offset, reason)
  }
}

function skipSpace(source: string, at: number): number {
  const code = source.charCodeAt(at)
  if (code > 0x20) return at
  spacePattern.lastIndex = at
  spacePattern.test(source)
  return spacePattern.lastIndex
}
