/**
 * The places of all values of a file in one flat array of integers: what positions are looked up in, long after the parser's
 * own events are gone. Four integers a node: kind, start, end (offsets into the text) and the index of the node after it
 * and everything below it.
 *
 * A mapping is followed by its keys and values in turn, a sequence by its items. `start` and `end` of a key or scalar
 * enclose its text (within the quotes); a collection's `start` is its first character.
 */
export type NodeTape = {
  nodes: Int32Array
  length: number
  /** Where the items and fields of long collections are, by the node of the collection; made when one is first looked into. */
  readonly children: Map<number, Int32Array | ReadonlyMap<string, number>>
}

/** Kinds of nodes. Scalars differ in how their text is decoded. */
export const nodeKinds = { mapping: 1, sequence: 2, plain: 3, escaped: 4, alias: 5 } as const

const size = 4

/** An empty tape. */
export function createTape(): NodeTape {
  return { nodes: new Int32Array(256), length: 0, children: new Map() }
}

/** Adds a node and gives its index; its end and successor follow with `closeNode` once they are known. */
export function addNode(tape: NodeTape, kind: number, start: number, end: number): number {
  const index = tape.length
  if ((index + 1) * size > tape.nodes.length) {
    const larger = new Int32Array(tape.nodes.length * 2)
    larger.set(tape.nodes)
    tape.nodes = larger
  }
  const { nodes } = tape
  nodes[index * size] = kind
  nodes[index * size + 1] = start
  nodes[index * size + 2] = end
  nodes[index * size + 3] = index + 1
  tape.length = index + 1
  return index
}

/** Says that everything added since belongs to this collection. */
export function closeNode(tape: NodeTape, index: number): void {
  tape.nodes[index * size + 3] = tape.length
}

/** Gives back the memory that growing has reserved. */
export function trimTape(tape: NodeTape): void {
  tape.nodes = tape.nodes.slice(0, tape.length * size)
}

/** Forgets everything from a node on: a document that turned out to be unusable. */
export function cutTape(tape: NodeTape, length: number): void {
  tape.length = length
}

export function kindOf(tape: NodeTape, index: number): number {
  return tape.nodes[index * size] as number
}

export function startOf(tape: NodeTape, index: number): number {
  return tape.nodes[index * size + 1] as number
}

export function endOf(tape: NodeTape, index: number): number {
  return tape.nodes[index * size + 2] as number
}

/** Index of the next node that is not below this one. */
export function nextOf(tape: NodeTape, index: number): number {
  return tape.nodes[index * size + 3] as number
}
