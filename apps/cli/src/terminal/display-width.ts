/**
 * Columns that a text takes in a terminal: two for East Asian wide characters and emoji, none for combining marks.
 *
 * Source: Unicode Standard Annex 11 (East Asian Width), by script properties, which cover what texts hold.
 */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let width = 0
  for (const character of text) width += /\p{M}|\p{Cf}/u.test(character) ? 0 : isWide(character) ? 2 : 1
  return width
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u.test(
    character,
  )
}

/** A text with spaces behind it, so that the next column starts at the same place. */
export function padDisplay(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Breaks a text into lines of at most `width` columns: between words, and anywhere in scripts that are written without spaces. */
export function wrapDisplay(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/\s+|[\x21-\x7e\u00a1-\u10ff]+|./gsu) ?? []) {
    if (displayWidth(line) + displayWidth(piece) <= width) {
      line += piece
      continue
    }
    if (line.trim() !== '') lines.push(line.trimEnd())
    line = piece.trimStart()
    while (displayWidth(line) > width) {
      const cut = cutDisplay(line, width)
      lines.push(cut)
      line = line.slice(cut.length)
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd())
  return lines
}

function cutDisplay(text: string, width: number): string {
  let cut = ''
  for (const character of text) {
    if (cut !== '' && displayWidth(cut) + displayWidth(character) > width) break
    cut += character
  }
  return cut
}
