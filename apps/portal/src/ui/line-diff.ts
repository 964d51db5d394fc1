/** A line of a comparison. Numbers count from 1; a line that stands on one side only has no number on the other. */
export type DiffLine = {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
  readonly before?: number
  readonly after?: number
}

/** A run of lines that changed with a few unchanged ones around; `skipped` lines were left out before it. */
export type DiffHunk = { readonly skipped: number; readonly lines: readonly DiffLine[] }

/** A row of the side-by-side view. */
export type DiffRow = { readonly left: DiffLine | undefined; readonly right: DiffLine | undefined }

/**
 * Beyond this many differing lines the comparison stops looking for the shortest edit script and shows the changed middle
 * as removed and added whole; the cost is the square of it.
 */
const maximumEdits = 1000

/** Compares two texts line by line (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = splitLines(before)
  const b = splitLines(after)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const lines: DiffLine[] = []
  for (let index = 0; index < start; index += 1) lines.push(same(a[index] ?? '', index, index))
  lines.push(...diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end), start))
  for (let index = end; index > 0; index -= 1) lines.push(same(a[a.length - index] ?? '', a.length - index, b.length - index))
  return lines
}

function splitLines(text: string): string[] {
  if (text === '') return []
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

function same(text: string, before: number, after: number): DiffLine {
  return { kind: 'same', text, before: before + 1, after: after + 1 }
}

function diffMiddle(a: readonly string[], b: readonly string[], offset: number): DiffLine[] {
  const trace = shortestEdit(a, b)
  const lines: DiffLine[] = []
  let x = a.length
  let y = b.length
  if (trace === undefined) {
    return [
      ...a.map((text, index): DiffLine => ({ kind: 'removed', text, before: offset + index + 1 })),
      ...b.map((text, index): DiffLine => ({ kind: 'added', text, after: offset + index + 1 })),
    ]
  }
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const v = trace[d] as Map<number, number>
    const k = x - y
    const down = k === -d || (k !== d && (v.get(k - 1) ?? -1) < (v.get(k + 1) ?? -1))
    const previousX = v.get(down ? k + 1 : k - 1) ?? 0
    const previousY = previousX - (down ? k + 1 : k - 1)
    while (x > Math.max(previousX, 0) && y > Math.max(previousY, 0)) {
      x -= 1
      y -= 1
      lines.push(same(a[x] ?? '', offset + x, offset + y))
    }
    if (d === 0) break
    if (down) {
      y -= 1
      lines.push({ kind: 'added', text: b[y] ?? '', after: offset + y + 1 })
    } else {
      x -= 1
      lines.push({ kind: 'removed', text: a[x] ?? '', before: offset + x + 1 })
    }
  }
  return lines.reverse()
}

/** The furthest reaching points for each number of edits, or undefined when there are too many. */
function shortestEdit(a: readonly string[], b: readonly string[]): Map<number, number>[] | undefined {
  const trace: Map<number, number>[] = []
  let v = new Map<number, number>([[1, 0]])
  for (let d = 0; d <= Math.min(a.length + b.length, maximumEdits); d += 1) {
    trace.push(new Map(v))
    const next = new Map(v)
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (v.get(k - 1) ?? -1) < (v.get(k + 1) ?? -1))
      let x = down ? (v.get(k + 1) ?? 0) : (v.get(k - 1) ?? 0) + 1
      let y = x - k
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x += 1
        y += 1
      }
      next.set(k, x)
      if (x >= a.length && y >= b.length) return trace
    }
    v = next
  }
  return undefined
}

/** Leaves out unchanged lines farther than `context` from a change. */
export function hunksOf(lines: readonly DiffLine[], context = 3): DiffHunk[] {
  const keep = new Array<boolean>(lines.length).fill(false)
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'same') continue
    for (let near = Math.max(0, index - context); near <= Math.min(lines.length - 1, index + context); near += 1) keep[near] = true
  }
  const hunks: { skipped: number; lines: DiffLine[] }[] = []
  let skipped = 0
  for (const [index, line] of lines.entries()) {
    if (!keep[index]) {
      skipped += 1
      continue
    }
    const current = hunks.at(-1)
    if (current === undefined || skipped > 0) hunks.push({ skipped, lines: [line] })
    else current.lines.push(line)
    skipped = 0
  }
  return hunks
}

/** Pairs removed with added lines, for showing them side by side. */
export function sideBySide(lines: readonly DiffLine[]): DiffRow[] {
  const rows: DiffRow[] = []
  let removed: DiffLine[] = []
  let added: DiffLine[] = []
  const flush = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) rows.push({ left: removed[index], right: added[index] })
    removed = []
    added = []
  }
  for (const line of lines) {
    if (line.kind === 'removed') removed.push(line)
    else if (line.kind === 'added') added.push(line)
    else {
      flush()
      rows.push({ left: line, right: line })
    }
  }
  flush()
  return rows
}
