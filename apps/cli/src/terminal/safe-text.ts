/**
 * Text from files made harmless for a terminal: control characters, which could move the cursor or hide what was printed,
 * become visible, and so do those that reverse the direction of writing.
 */
export function safeText(text: string): string {
  return text.replace(controls, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const controls = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
