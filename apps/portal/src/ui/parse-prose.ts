/** A part of a text: a paragraph, a list with one line for each item, or code. */
export type ProseBlock = { readonly kind: 'paragraph' | 'bullets' | 'numbered' | 'code'; readonly lines: readonly string[] }

/**
 * Splits a text of the catalogue: blank lines separate paragraphs, `- ` and `1. ` begin items, three backticks enclose
 * code. Everything else is plain text; nothing in it can become markup.
 */
export function parseProse(text: string): ProseBlock[] {
  const blocks: { kind: ProseBlock['kind']; lines: string[] }[] = []
  let isCode = false
  let isBroken = true
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) {
      isCode = !isCode
      if (isCode) blocks.push({ kind: 'code', lines: [] })
      isBroken = true
      continue
    }
    if (isCode) {
      blocks.at(-1)?.lines.push(line)
      continue
    }
    if (line.trim() === '') {
      isBroken = true
      continue
    }
    const item = /^(?:(-|\*)|\d+\.) +(.*)$/.exec(line)
    const kind = item === null ? 'paragraph' : item[1] === undefined ? 'numbered' : 'bullets'
    const current = blocks.at(-1)
    const words = item?.[2] ?? line
    if (current !== undefined && current.kind === kind && (!isBroken || kind !== 'paragraph')) current.lines.push(words)
    else blocks.push({ kind, lines: [words] })
    isBroken = false
  }
  return blocks
}
