import { isPlaceholder } from './find-credential.ts'

const secretWords = new Set([
  'apikey',
  'accesskey',
  'authtoken',
  'credential',
  'credentials',
  'passphrase',
  'passwd',
  'password',
  'passwords',
  'privatekey',
  'secret',
  'secretkey',
  'token',
])

/** Words that make a secret of a key: `SIGNING_KEY`, but not `PUBLIC_KEY` or `SORT_KEY`. */
const keysOf = new Set(['access', 'account', 'api', 'auth', 'encryption', 'license', 'master', 'private', 'secret', 'signing', 'storage'])

/** These alone are too common for other things (`PWD` is the working directory, `PASS` a count of tests). */
const secretWithOthers = new Set(['pass', 'pwd', 'pw'])

/** Known names by themselves, so that a name seen thousands of times is taken apart once. Bounded: names come from files. */
const seen = new Map<string, boolean>()
const mostSeen = 10_000

/**
 * Whether a variable of this name holds a secret by all convention: its last word says so (`DB_PASSWORD`, `apiKey`,
 * `TOKEN_1`), and not what the secret is about (`PASSWORD_FILE`, `TOKEN_TTL`).
 */
export function isSecretName(name: string): boolean {
  const known = seen.get(name)
  if (known !== undefined) return known
  const words = wordsOf(name)
  const last = words.at(-1) ?? ''
  const before = words.at(-2) ?? ''
  const isSecret = secretWords.has(last) || (words.length > 1 && secretWithOthers.has(last)) || (last === 'key' && keysOf.has(before))
  if (seen.size < mostSeen) seen.set(name, isSecret)
  return isSecret
}

/** Lower-case words of a name in any style, without numbers at the end. */
function wordsOf(name: string): string[] {
  const words: string[] = []
  let word = ''
  let wasLower = false
  for (const character of name.slice(0, 256)) {
    const isUpper = character >= 'A' && character <= 'Z'
    const isLower = character >= 'a' && character <= 'z'
    if (!isUpper && !isLower) {
      if (word !== '') words.push(word)
      word = ''
    } else if (isUpper && wasLower) {
      words.push(word)
      word = character.toLowerCase()
    } else word += character.toLowerCase()
    wasLower = isLower
  }
  if (word !== '') words.push(word)
  return words
}

/** Whether the value of a secret variable is written out: no reference to where it is kept, no address, no switch. */
export function isLiteralSecret(value: string): boolean {
  if (isPlaceholder(value)) return false
  const colon = value.indexOf(':')
  return colon < 0 || !referenceSchemes.has(value.slice(0, colon).toLowerCase())
}

/** What tools that fetch secrets at start, and plain addresses, begin with. */
const referenceSchemes = new Set([
  'arn',
  'azurekeyvault',
  'awssm',
  'awsps',
  'env',
  'file',
  'gcpsm',
  'http',
  'https',
  'op',
  'ref+awsssm',
  'ref+vault',
  'secret',
  'secretref',
  'sm',
  'vault',
])
