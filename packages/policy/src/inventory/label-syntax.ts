/** Labels as Kubernetes takes them. Source: Kubernetes, "Labels and Selectors", syntax and character set. */
const longestName = 63
const longestPrefix = 253

/** Whether a text can be the value of a label: empty, or up to 63 letters, digits, `-`, `_`, `.`, with a letter or digit at both ends. */
export function isLabelValue(text: string): boolean {
  return text === '' || isName(text)
}

/** Whether a text can be the key of a label: a name, with the domain of its owner before it or not (`example.com/team`). */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf('/')
  return slash < 0 ? isName(text) : isDomain(text.slice(0, slash)) && isName(text.slice(slash + 1))
}

function isName(text: string): boolean {
  const last = text.length - 1
  if (last < 0 || last >= longestName || !isAlphanumeric(text.charCodeAt(0)) || !isAlphanumeric(text.charCodeAt(last))) return false
  for (let index = 1; index < last; index += 1) {
    const code = text.charCodeAt(index)
    if (!isAlphanumeric(code) && code !== 0x2d && code !== 0x5f && code !== 0x2e) return false
  }
  return true
}

/** RFC 1123 subdomain, as Kubernetes reads it: lower case only. */
function isDomain(text: string): boolean {
  return text.length <= longestPrefix && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(text)
}

function isAlphanumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}
