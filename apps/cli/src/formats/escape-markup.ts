/**
 * Text for XML and HTML, in elements and attributes alike. Characters that XML 1.0 (§2.2) does not allow even when escaped
 * become the replacement character; line breaks are escaped, since attributes would turn them into spaces.
 */
export function escapeMarkup(text: string): string {
  return text.toWellFormed().replace(special, (character) => replacements[character] ?? '\ufffd')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const special = /[&<>"'\t\n\r]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
