import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'
import { limits } from './limits.ts'
import { addNode, closeNode, cutTape, type NodeTape, nodeKinds } from './node-tape.ts'
import { resolvePlainScalar } from './plain-scalar.ts'

/** The part of a file that is parsed for itself, and which of its documents is meant. */
export type TextPiece = { readonly start: number; readonly end: number; readonly index: number }

/** A value of a file, the node of the tape that it was read from, and the part of the text that holds it. */
export type BuiltDocument = { readonly value: unknown; readonly node: number; readonly piece: TextPiece }

/** What is wrong with a document and where, as an offset into the file. */
export type DocumentFault = {
  readonly code: 'yaml-syntax' | 'yaml-duplicate-key' | 'yaml-too-deep' | 'yaml-too-many-nodes' | 'yaml-too-many-faults'
  readonly offset: number
  readonly data: Readonly<Record<string, string | number>>
}

export type BuildResult = { readonly documents: readonly BuiltDocument[]; readonly faults: readonly DocumentFault[] }

type Anchor = { readonly value: unknown; readonly nodes: number; readonly height: number }

type Frame = {
  readonly kind: 'document' | 'sequence' | 'mapping'
  readonly value: unknown
  readonly node: number
  readonly anchor: string | undefined
  readonly nodesBefore: number
  height: number
  key: string | undefined
  keyOffset: number
  isMerge: boolean
  /** Keys that came in by a merge and give way to the mapping's own. */
  merged: Set<string> | undefined
  result: unknown
  resultNode: number
}

/** Stops the building of one document; caught where the document is begun. */
export class Unusable extends Error {
  readonly fault: DocumentFault
  constructor(fault: DocumentFault) {
    super(fault.code)
    this.fault = fault
  }
}

/**
 * Builds the values that a parser's events describe, as the Kubernetes API would get them: JSON only, keys as strings,
 * merges and aliases expanded to copies. `base` is where `source` starts in the file; positions on the tape are the file's.
 *
 * A document that cannot be used yields a fault and does not hurt the others.
 */
export function buildDocuments(events: readonly Event[], source: string, base: number, tape: NodeTape): BuildResult {
  const documents: BuiltDocument[] = []
  const faults: DocumentFault[] = []
  let index = 0
  for (let count = 0; index < events.length; count += 1) {
    const tapeLength = tape.length
    try {
      const built = buildDocument(events, index, source, base, tape)
      documents.push({ ...built, piece: { start: base, end: base + source.length, index: count } })
      index = built.next
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      faults.push(error.fault)
      cutTape(tape, tapeLength)
      index += 1
      while (index < events.length && events[index]?.type !== EVENT_ID.DOCUMENT) index += 1
    }
  }
  return { documents, faults }
}

function buildDocument(
  events: readonly Event[],
  from: number,
  source: string,
  base: number,
  tape: NodeTape,
): { value: unknown; node: number; next: number } {
  const anchors = new Map<string, Anchor | 'open'>()
  const document = openFrame('document', undefined, -1, undefined, 0)
  const frames: Frame[] = [document]
  let top = document
  let nodes = 0
  let aliasNodes = 0
  let lastOffset = 0
  for (let index = from + 1; index < events.length; index += 1) {
    const event = events[index] as Event
    switch (event.type) {
      case EVENT_ID.SCALAR:
        addScalar(event)
        break
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const isMapping = event.type === EVENT_ID.MAPPING
        if (frames.length > limits.depth) fail('yaml-too-deep', event.start, { limit: limits.depth })
        const anchor = anchorOf(event)
        if (anchor !== undefined) anchors.set(anchor, 'open')
        lastOffset = event.start
        const node = addNode(tape, isMapping ? nodeKinds.mapping : nodeKinds.sequence, base + event.start, base + event.start)
        if (top.kind === 'mapping' && top.key === undefined) fail('yaml-syntax', event.start, { reason: 'A key must be a scalar' })
        count(1, event.start)
        top = openFrame(isMapping ? 'mapping' : 'sequence', isMapping ? {} : [], node, anchor, nodes)
        frames.push(top)
        break
      }
      case EVENT_ID.ALIAS: {
        const start = event.anchorStart - 1
        const name = source.slice(event.anchorStart, event.anchorEnd)
        const anchor = anchors.get(name)
        if (anchor === undefined) throw unusable('yaml-syntax', start, { reason: `There is no anchor "${name}" before this alias` })
        if (anchor === 'open') throw unusable('yaml-syntax', start, { reason: `The anchor "${name}" contains itself` })
        if (frames.length + anchor.height > limits.depth) fail('yaml-too-deep', start, { limit: limits.depth })
        aliasNodes += anchor.nodes
        if (aliasNodes > limits.aliasNodes) fail('yaml-too-many-nodes', start, { limit: limits.aliasNodes })
        count(anchor.nodes, start)
        const node = addNode(tape, nodeKinds.alias, base + start, base + event.anchorEnd)
        addValue(copyOf(anchor.value), node, start, anchor.height)
        break
      }
      case EVENT_ID.POP: {
        const closed = frames.pop() as Frame
        if (closed.kind === 'document') return { value: closed.result ?? null, node: closed.resultNode, next: index + 1 }
        closeNode(tape, closed.node)
        top = frames.at(-1) as Frame
        if (closed.anchor !== undefined) {
          anchors.set(closed.anchor, { value: closed.value, nodes: nodes - closed.nodesBefore + 1, height: closed.height + 1 })
        }
        addValue(closed.value, closed.node, 0, closed.height + 1)
        break
      }
      default:
        throw new Error('a document inside a document')
    }
  }
  throw new Error('the events of a document have no end')

  function addScalar(event: ScalarEvent): void {
    const isEmpty = event.valueStart < 0
    // An empty value has no place of its own; what stands before it is the nearest.
    const start = isEmpty ? (top.kind === 'mapping' ? top.keyOffset : lastOffset) : event.valueStart
    lastOffset = isEmpty ? start : event.valueEnd
    const isPlain = event.style === SCALAR_STYLE.PLAIN
    const text = getScalarValue(source, event)
    const node = addNode(tape, event.fast ? nodeKinds.plain : nodeKinds.escaped, base + start, base + (isEmpty ? start : event.valueEnd))
    count(1, start)
    const tag = event.tagStart < 0 ? '' : source.slice(event.tagStart, event.tagEnd)
    const isKey = top.kind === 'mapping' && top.key === undefined
    let value: unknown
    if (tag === '') value = isPlain ? resolvePlainScalar(text) : text
    else value = resolveTagged(tag, text, start)
    if (isKey && isPlain && tag === '' && text === '<<') {
      top.key = text
      top.keyOffset = start
      top.isMerge = true
      return
    }
    const anchor = anchorOf(event)
    if (anchor !== undefined) anchors.set(anchor, { value, nodes: 1, height: 0 })
    addValue(value, node, start, 0)
  }

  function addValue(value: unknown, node: number, offset: number, height: number): void {
    if (height > top.height) top.height = height
    if (top.kind === 'document') {
      top.result = value
      top.resultNode = node
    } else if (top.kind === 'sequence') {
      ;(top.value as unknown[]).push(value)
    } else if (top.key === undefined) {
      top.key = keyText(value, offset)
      top.keyOffset = offset
    } else {
      const { key } = top
      top.key = undefined
      if (top.isMerge) {
        top.isMerge = false
        merge(value, top.keyOffset)
      } else {
        setOwn(key, value)
      }
    }
  }

  function setOwn(key: string, value: unknown): void {
    const mapping = top.value as Record<string, unknown>
    if (Object.hasOwn(mapping, key)) {
      if (!top.merged?.delete(key)) fail('yaml-duplicate-key', top.keyOffset, { key })
    }
    assign(mapping, key, value)
  }

  function merge(value: unknown, offset: number): void {
    const mapping = top.value as Record<string, unknown>
    for (const part of Array.isArray(value) ? value : [value]) {
      if (part === null || typeof part !== 'object' || Array.isArray(part)) {
        fail('yaml-syntax', offset, { reason: 'What is merged with "<<" must be a mapping or a list of mappings' })
      }
      for (const [key, inner] of Object.entries(part as Record<string, unknown>)) {
        if (Object.hasOwn(mapping, key)) continue
        assign(mapping, key, inner)
        top.merged ??= new Set()
        top.merged.add(key)
      }
    }
  }

  function keyText(value: unknown, offset: number): string {
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    return fail('yaml-syntax', offset, { reason: value === null ? 'A key must not be empty' : 'A key must be a scalar' })
  }

  function resolveTagged(tag: string, text: string, offset: number): unknown {
    switch (tag) {
      case '!!int':
      case '!!float':
      case '!!bool':
      case '!!null': {
        const value = resolvePlainScalar(text)
        const isRight = tag === '!!null' ? value === null : tag === '!!bool' ? typeof value === 'boolean' : typeof value === 'number'
        return isRight ? value : fail('yaml-syntax', offset, { reason: `"${text}" is no ${tag}` })
      }
      case '!!binary':
        return Buffer.from(text, 'base64').toString('utf8')
      default:
        // Kubernetes knows no other tags: the text stays as it is.
        return text
    }
  }

  function anchorOf(event: { readonly anchorStart: number; readonly anchorEnd: number }): string | undefined {
    return event.anchorStart < 0 ? undefined : source.slice(event.anchorStart, event.anchorEnd)
  }

  function count(more: number, offset: number): void {
    nodes += more
    if (nodes > limits.yamlNodes) fail('yaml-too-many-nodes', offset, { limit: limits.yamlNodes })
  }

  function unusable(code: DocumentFault['code'], offset: number, data: DocumentFault['data']): Unusable {
    return new Unusable({ code, offset: base + offset, data })
  }

  function fail(code: DocumentFault['code'], offset: number, data: DocumentFault['data']): never {
    throw unusable(code, offset, data)
  }
}

function openFrame(kind: Frame['kind'], value: unknown, node: number, anchor: string | undefined, nodesBefore: number): Frame {
  return {
    kind,
    value,
    node,
    anchor,
    nodesBefore,
    height: 0,
    key: undefined,
    keyOffset: 0,
    isMerge: false,
    merged: undefined,
    result: undefined,
    resultNode: -1,
  }
}

/** Sets a field, whatever its name: an assignment to `__proto__` would change the prototype instead. */
export function assign(mapping: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(mapping, key, { value, enumerable: true, configurable: true, writable: true })
  else mapping[key] = value
}

/** A deep copy, so that a patch of one use of an anchor leaves the others alone. Depth and size are bounded by the caller. */
function copyOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(copyOf)
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) assign(copy, key, copyOf((value as Record<string, unknown>)[key]))
  return copy
}
