import type { KubernetesObject } from '@toride/core/kubernetes-object'

/** Larger than anything etcd stores (1.5 MiB by default, 8 MiB where it was raised) with room for escapes. */
const objectLimitBytes = 16 * 1024 * 1024
const envelopeLimitBytes = 1024 * 1024

/** What was received is not what the API sends. */
export class MalformedStreamError extends Error {}

const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const comma = 0x2c
const newline = 0x0a

/**
 * Takes a list apart while it arrives: `push` returns the objects of `items` that are complete, `end` the rest of the list (its
 * `metadata`). Memory is bounded by the largest object, whatever the length of the list.
 */
export function createListSplitter(): { push(chunk: Buffer): unknown[]; end(): Readonly<Record<string, unknown>> } {
  /** Every byte of the list that is not an item. */
  const envelope: Buffer[] = []
  /** The beginning of an item that is not complete. */
  const pending: Buffer[] = []
  let envelopeBytes = 0
  let pendingBytes = 0
  /** Position in the text around the items. Inside of an item, `inside` is the position. */
  let depth = 0
  let isInString = false
  let isEscaped = false
  let isInItems = false
  let inside: Position | undefined
  let isDone = false
  /** The string of the top level that was read last: before a bracket that is the key of what follows. */
  let key = ''

  const keep = (part: Buffer): void => {
    if (inside !== undefined) {
      pendingBytes += part.length
      pending.push(Buffer.from(part))
    } else if (!isInItems) {
      envelopeBytes += part.length
      envelope.push(Buffer.from(part))
    }
    if (pendingBytes > objectLimitBytes) throw new MalformedStreamError(`an object of more than ${objectLimitBytes} bytes`)
    if (envelopeBytes > envelopeLimitBytes) throw new MalformedStreamError(`more than ${envelopeLimitBytes} bytes around the objects`)
  }

  const takeItem = (last: Buffer): unknown => {
    const item = parse(pending.length === 0 ? last : Buffer.concat([...pending, last]))
    pending.length = 0
    pendingBytes = 0
    return item
  }

  const push = (chunk: Buffer): unknown[] => {
    const found: unknown[] = []
    let from = 0
    for (let index = 0; index < chunk.length; index++) {
      if (inside !== undefined) {
        const end = endOfItem(chunk, index, inside)
        if (end < 0) break
        found.push(takeItem(chunk.subarray(from, end)))
        inside = undefined
        from = end
        index = end - 1
        continue
      }
      const byte = chunk[index]
      if (isInString) {
        if (isEscaped) isEscaped = false
        else if (byte === backslash) isEscaped = true
        else if (byte === quote) isInString = false
        if (depth === 1 && isInString && byte !== undefined && key.length < 16) key += String.fromCharCode(byte)
        continue
      }
      switch (byte) {
        case quote:
          if (isInItems && depth === 2) throw notAnObject()
          if (depth === 1) key = ''
          isInString = true
          break
        case openBrace:
        case openBracket:
          if (depth === 0 && byte === openBracket) throw new MalformedStreamError('not a JSON object')
          if (isInItems && depth === 2) {
            if (byte !== openBrace) throw notAnObject()
            from = index
            inside = { depth: 1, isInString: false, isEscaped: false }
            break
          }
          depth++
          if (!isInItems && depth === 2 && byte === openBracket && key === 'items') {
            // The envelope gets `"items":[` now and `]` later, which leaves a list without items.
            keep(chunk.subarray(from, index + 1))
            isInItems = true
          }
          break
        case closeBrace:
        case closeBracket:
          if (isInItems && depth === 2) {
            from = index
            isInItems = false
          }
          depth--
          if (depth < 0) throw new MalformedStreamError('a closing bracket too many')
          if (depth === 0) isDone = true
          break
        default:
          // Between items there are only commas and spaces, which are dropped.
          if (isInItems && depth === 2 && byte !== comma && !isSpace(byte)) throw notAnObject()
      }
    }
    keep(chunk.subarray(from))
    return found
  }

  const end = (): Readonly<Record<string, unknown>> => {
    if (!isDone) throw new MalformedStreamError('the list ends in its middle')
    const rest = parse(Buffer.concat(envelope)) as Readonly<Record<string, unknown>>
    if (rest.items !== undefined && rest.items !== null && !(Array.isArray(rest.items) && rest.items.length === 0)) throw notAnObject()
    return rest
  }

  return { push, end }
}

type Position = { depth: number; isInString: boolean; isEscaped: boolean }

/**
 * Where the item ends that began before `start`, or -1 when it goes on in the next chunk; `position` is kept up to date. This loop sees
 * nearly every byte that a cluster sends, so it works on local variables and does nothing else.
 */
function endOfItem(chunk: Buffer, start: number, position: Position): number {
  let { depth, isInString, isEscaped } = position
  const length = chunk.length
  for (let index = start; index < length; index++) {
    if (isInString) {
      if (isEscaped) {
        isEscaped = false
        continue
      }
      while (index < length && chunk[index] !== quote && chunk[index] !== backslash) index++
      isEscaped = chunk[index] === backslash
      isInString = index === length || isEscaped
      continue
    }
    const byte = chunk[index]
    if (byte === quote) isInString = true
    else if (byte === openBrace || byte === openBracket) depth++
    else if (byte === closeBrace || byte === closeBracket) {
      depth--
      if (depth === 0) return index + 1
    }
  }
  position.depth = depth
  position.isInString = isInString
  position.isEscaped = isEscaped
  return -1
}

function notAnObject(): MalformedStreamError {
  return new MalformedStreamError('an item that is not an object')
}

/** Takes a watch apart: one JSON document per line. */
export function createLineSplitter(): { push(chunk: Buffer): unknown[] } {
  const pending: Buffer[] = []
  let size = 0
  return {
    push: (chunk) => {
      const found: unknown[] = []
      let from = 0
      for (let index = chunk.indexOf(newline); index >= 0; index = chunk.indexOf(newline, from)) {
        const last = chunk.subarray(from, index)
        const line = pending.length === 0 ? last : Buffer.concat([...pending, last])
        pending.length = 0
        size = 0
        if (line.some((byte) => !isSpace(byte))) found.push(parse(line))
        from = index + 1
      }
      if (from < chunk.length) {
        pending.push(Buffer.from(chunk.subarray(from)))
        size += chunk.length - from
        if (size > objectLimitBytes) throw new MalformedStreamError(`a line of more than ${objectLimitBytes} bytes`)
      }
      return found
    },
  }
}

/**
 * An object as the rest of the product wants it: with its type (items of lists may lack it), without `managedFields` and without the
 * copy that `kubectl apply` keeps, which is old and, in Secrets, secret.
 *
 * Undefined for what is not an object with a name.
 */
export function objectOf(item: unknown, apiVersion: string, kind: string): KubernetesObject | undefined {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return undefined
  const { metadata, ...rest } = item as Readonly<Record<string, unknown>>
  if (metadata === null || typeof metadata !== 'object' || Array.isArray(metadata)) return undefined
  const { managedFields: _managedFields, annotations, ...meta } = metadata as Readonly<Record<string, unknown>>
  if (typeof meta.name !== 'string') return undefined
  const kept = annotationsOf(annotations)
  return { ...rest, apiVersion, kind, metadata: kept === undefined ? meta : { ...meta, annotations: kept } }
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

function annotationsOf(value: unknown): Record<string, string> | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  const annotations = value as Record<string, string>
  if (!Object.hasOwn(annotations, lastApplied)) return annotations
  const { [lastApplied]: _lastApplied, ...kept } = annotations
  return Object.keys(kept).length === 0 ? undefined : kept
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new MalformedStreamError('not JSON')
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
