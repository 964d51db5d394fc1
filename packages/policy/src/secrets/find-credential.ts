/**
 * A credential by its well-known form: what issuers begin their tokens with, how many characters follow at least, and
 * which. Only forms that nothing else has stand here, so that a hit is worth interrupting somebody.
 */
type Form = { readonly prefix: string; readonly length: number; readonly characters: (code: number) => boolean }

/** Sources: the issuers' documentation of token formats. */
const forms: readonly Form[] = [
  { prefix: 'AKIA', length: 16, characters: isUpperOrDigit },
  { prefix: 'ASIA', length: 16, characters: isUpperOrDigit },
  { prefix: 'ghp_', length: 36, characters: isWord },
  { prefix: 'gho_', length: 36, characters: isWord },
  { prefix: 'ghu_', length: 36, characters: isWord },
  { prefix: 'ghs_', length: 36, characters: isWord },
  { prefix: 'github_pat_', length: 40, characters: isWord },
  { prefix: 'glpat-', length: 20, characters: isUrlSafe },
  { prefix: 'xoxb-', length: 20, characters: isUrlSafe },
  { prefix: 'xoxp-', length: 20, characters: isUrlSafe },
  { prefix: 'hooks.slack.com/services/T', length: 30, characters: isPath },
  { prefix: 'AIza', length: 35, characters: isUrlSafe },
  { prefix: 'sk_live_', length: 24, characters: isWord },
  { prefix: 'rk_live_', length: 24, characters: isWord },
  { prefix: 'npm_', length: 36, characters: isWord },
  { prefix: 'dckr_pat_', length: 20, characters: isUrlSafe },
  { prefix: 'dop_v1_', length: 64, characters: isWord },
  { prefix: 'hvs.', length: 24, characters: isUrlSafe },
  { prefix: 'SG.', length: 60, characters: isUrlSafeOrDot },
  { prefix: 'pypi-AgEI', length: 40, characters: isUrlSafe },
  { prefix: 'AccountKey=', length: 80, characters: isBase64 },
  { prefix: 'SharedAccessKey=', length: 40, characters: isBase64 },
]

const privateKeyStart = '-----BEGIN '
const privateKeyEnd = 'PRIVATE KEY-----'
const shortestCredential = 20

/**
 * The form of the first credential in a text, as its beginning (`ghp_`, `-----BEGIN PRIVATE KEY-----`), or `://…:…@` for
 * a URL with a password; undefined when there is none. Time is linear in the length of the text.
 */
export function findCredential(text: string): string | undefined {
  if (text.includes('://') && hasPasswordInUrl(text)) return '://…:…@'
  if (text.length < shortestCredential) return undefined
  for (const form of forms) if (hasForm(text, form)) return form.prefix
  const start = text.indexOf(privateKeyStart)
  if (start < 0) return undefined
  const end = text.indexOf(privateKeyEnd, start)
  return end < 0 || end - start > privateKeyStart.length + 20 ? undefined : text.slice(start, end + privateKeyEnd.length)
}

function hasForm(text: string, { prefix, length, characters }: Form): boolean {
  for (let start = text.indexOf(prefix); start >= 0; start = text.indexOf(prefix, start + prefix.length)) {
    // In the midst of a word it is something else, such as a piece of base64.
    if (start > 0 && isWord(text.charCodeAt(start - 1)) && isWord(prefix.charCodeAt(0))) continue
    const first = start + prefix.length
    let end = first
    while (end < text.length && end - first < length && characters(text.charCodeAt(end))) end += 1
    if (end - first === length) return true
  }
  return false
}

/** `scheme://user:password@host`, where the password is written out. */
function hasPasswordInUrl(text: string): boolean {
  for (let start = text.indexOf('://'); start >= 0; start = text.indexOf('://', start + 3)) {
    const first = start + 3
    let end = first
    while (end < text.length && !endsAuthority(text.charCodeAt(end))) end += 1
    const authority = text.slice(first, end)
    const at = authority.lastIndexOf('@')
    const colon = authority.indexOf(':')
    if (at > 0 && colon >= 0 && colon < at - 1 && !isPlaceholder(authority.slice(colon + 1, at))) return true
  }
  return false
}

/**
 * Whether a value stands for one that comes from elsewhere or means nothing: a reference to a variable, a template, a
 * path, a mask.
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim()
  if (text.length < 3 || words.has(text.toLowerCase())) return true
  const first = text[0]
  if (first === '$' || first === '<' || first === '/' || (first === '{' && text[1] === '{') || (first === '%' && text.endsWith('%')))
    return true
  if (text.includes('$(') || text.includes('${') || text.includes('{{')) return true
  return isOneCharacter(text)
}

const words = new Set([
  'true',
  'false',
  'yes',
  'off',
  'none',
  'null',
  'nil',
  'undefined',
  'redacted',
  'hidden',
  'masked',
  'placeholder',
  'enabled',
  'disabled',
])

function isOneCharacter(text: string): boolean {
  for (let index = 1; index < text.length; index += 1) if (text[index] !== text[0]) return false
  return true
}

function endsAuthority(code: number): boolean {
  return code <= 32 || code === 34 || code === 39 || code === 47 || code === 63 || code === 35 || code === 44
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isUpperOrDigit(code: number): boolean {
  return (code >= 65 && code <= 90) || isDigit(code)
}

function isWord(code: number): boolean {
  return isUpperOrDigit(code) || (code >= 97 && code <= 122) || code === 95
}

function isUrlSafe(code: number): boolean {
  return isWord(code) || code === 45
}

function isUrlSafeOrDot(code: number): boolean {
  return isUrlSafe(code) || code === 46
}

function isPath(code: number): boolean {
  return isWord(code) || code === 47
}

function isBase64(code: number): boolean {
  return isWord(code) || code === 43 || code === 47
}
