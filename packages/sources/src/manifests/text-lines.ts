/** The text of a file, with what turns offsets into lines. */
export type TextSource = {
  /** As the user named it. */
  readonly file: string
  readonly text: string
  /** Offsets at which lines start; made when a position is first asked for. */
  lineStarts?: Int32Array
}

/** Line and column of an offset, both counted from 1; columns in UTF-16 units, as editors count them. */
export function positionAt(source: TextSource, offset: number): { readonly line: number; readonly column: number } {
  source.lineStarts ??= findLineStarts(source.text)
  const starts = source.lineStarts
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 }
}

/** The text of a line, counted from 1, with its end of line. */
export function lineText(source: TextSource, line: number): string {
  source.lineStarts ??= findLineStarts(source.text)
  return source.text.slice(source.lineStarts[line - 1], source.lineStarts[line])
}

function findLineStarts(text: string): Int32Array {
  let count = 1
  for (let at = nextLine(text, 0); at >= 0; at = nextLine(text, at)) count += 1
  const starts = new Int32Array(count)
  let line = 1
  for (let at = nextLine(text, 0); at >= 0; at = nextLine(text, at)) {
    starts[line] = at
    line += 1
  }
  return starts
}

/** Where the next line starts; a lone carriage return ends no line, as in most editors. */
function nextLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 ? -1 : at + 1
}
