import { pointerKeys } from '@toride/core/json-pointer'
import { getScalarValue, SCALAR_STYLE } from 'js-yaml'
import { endOf, kindOf, type NodeTape, nextOf, nodeKinds, startOf } from './node-tape.ts'
import { resolvePlainScalar } from './plain-scalar.ts'

/** Where in the text a value stands. `key` is the node of its key, when it is a field. */
export type FoundNode = {
  readonly node: number
  readonly key: number | undefined
  /** Whether the whole pointer led somewhere; otherwise this is the nearest ancestor. */
  readonly isExact: boolean
}

/**
 * Follows a JSON pointer from a node as far as it goes: the value itself, or the nearest ancestor that is there. An alias
 * ends the way: what it stands for is written elsewhere.
 */
export function findNode(text: string, tape: NodeTape, root: number, pointer: string): FoundNode {
  let node = root
  let key: number | undefined
  for (const step of pointerKeys(pointer)) {
    const kind = kindOf(tape, node)
    if (kind === nodeKinds.sequence) {
      const item = itemAt(tape, node, step)
      if (item === undefined) return { node, key, isExact: false }
      node = item
      key = undefined
    } else {
      const field = kind === nodeKinds.mapping ? fieldOf(text, tape, node, step) : undefined
      if (field === undefined) return { node, key, isExact: false }
      key = field
      node = nextOf(tape, field)
    }
  }
  return { node, key, isExact: true }
}

/** Offset that shows a value to people: its key when it is a field, else where it starts, with the quote if it has one. */
export function offsetOf(text: string, tape: NodeTape, found: FoundNode): number {
  const start = startOf(tape, found.key ?? found.node)
  const before = start > 0 ? text[start - 1] : undefined
  return before === '"' || before === "'" ? start - 1 : start
}

/** Collections of so many nodes are indexed, so that many findings in one do not each walk through it. */
const longNodes = 256

function itemAt(tape: NodeTape, sequence: number, step: string): number | undefined {
  if (!/^(?:0|[1-9]\d*)$/.test(step)) return undefined
  const end = nextOf(tape, sequence)
  if (end - sequence > longNodes) return itemsOf(tape, sequence)[Number(step)]
  let item = sequence + 1
  for (let index = Number(step); index > 0 && item < end; index -= 1) item = nextOf(tape, item)
  return item < end ? item : undefined
}

function itemsOf(tape: NodeTape, sequence: number): Int32Array {
  const known = tape.children.get(sequence)
  if (known instanceof Int32Array) return known
  const items: number[] = []
  const end = nextOf(tape, sequence)
  for (let item = sequence + 1; item < end; item = nextOf(tape, item)) items.push(item)
  const made = Int32Array.from(items)
  tape.children.set(sequence, made)
  return made
}

/** The key node of a field. */
function fieldOf(text: string, tape: NodeTape, mapping: number, name: string): number | undefined {
  const end = nextOf(tape, mapping)
  if (end - mapping > longNodes) return fieldsOf(text, tape, mapping).get(name)
  for (let key = mapping + 1; key < end; key = nextOf(tape, nextOf(tape, key))) if (isKey(text, tape, key, name)) return key
  return undefined
}

function fieldsOf(text: string, tape: NodeTape, mapping: number): ReadonlyMap<string, number> {
  const known = tape.children.get(mapping)
  if (known instanceof Map) return known
  const fields = new Map<string, number>()
  const end = nextOf(tape, mapping)
  for (let key = mapping + 1; key < end; key = nextOf(tape, nextOf(tape, key))) {
    const raw = text.slice(startOf(tape, key), endOf(tape, key))
    const quote = text[startOf(tape, key) - 1]
    const isQuoted = quote === '"' || quote === "'"
    const name =
      kindOf(tape, key) === nodeKinds.escaped
        ? escapedText(text, startOf(tape, key), endOf(tape, key))
        : isQuoted
          ? raw
          : String(resolvePlainScalar(raw))
    if (name !== undefined && !fields.has(name)) fields.set(name, key)
  }
  tape.children.set(mapping, fields)
  return fields
}

function isKey(text: string, tape: NodeTape, key: number, name: string): boolean {
  const start = startOf(tape, key)
  const end = endOf(tape, key)
  if (end - start === name.length && text.startsWith(name, start)) return true
  const kind = kindOf(tape, key)
  if (kind === nodeKinds.escaped) return escapedText(text, start, end) === name
  // `on:` is the key "true", as Kubernetes reads it.
  return kind === nodeKinds.plain && resolvedNames.test(name) && String(resolvePlainScalar(text.slice(start, end))) === name
}

const resolvedNames = /^(?:true|false|[-+.\d].*)$/

function escapedText(text: string, start: number, end: number): string | undefined {
  const quote = text[start - 1]
  if (quote !== '"' && quote !== "'") return undefined
  return getScalarValue(text, {
    type: 4,
    valueStart: start,
    valueEnd: end,
    anchorStart: -1,
    anchorEnd: -1,
    tagStart: -1,
    tagEnd: -1,
    style: quote === '"' ? SCALAR_STYLE.DOUBLE_QUOTED : SCALAR_STYLE.SINGLE_QUOTED,
    chomping: 1,
    indent: -1,
    fast: false,
  })
}
