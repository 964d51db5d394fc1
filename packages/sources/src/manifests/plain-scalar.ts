/**
 * The value of a plain (unquoted) YAML scalar as Kubernetes reads it.
 *
 * kubectl and the API server read YAML 1.1 with some differences: `yes`, `on` and `y` are booleans, `0755` and `0o755` are
 * octal, `1e3` is a number, but `12:30` and dates stay strings. Source: sigs.k8s.io/yaml, goyaml.v2, resolve.go; checked
 * against kubectl 1.32.
 */
export function resolvePlainScalar(text: string): string | number | boolean | null {
  if (text === '') return null
  const first = text.charCodeAt(0)
  if (isDigit(first) || first === plus || first === minus) return resolveNumber(text)
  if (first === dot) return words.get(text) ?? (floatPattern.test(text) ? finiteOr(Number(text), text) : text)
  // Nothing that is not a string has more letters than "false".
  if (text.length > 5) return text
  const word = words.get(text)
  return word === undefined ? text : word
}

const plus = 0x2b
const minus = 0x2d
const dot = 0x2e

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

const words = new Map<string, boolean | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
])

const decimalPattern = /^[-+]?(?:0|[1-9]\d*)$/
const floatPattern = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/
const prefixedPattern = /^([-+]?)0(?:[xX]([\da-fA-F]+)|[oO]?([0-7]+)|[bB]([01]+))$/

function resolveNumber(text: string): string | number {
  const plain = text.includes('_') ? text.replaceAll('_', '') : text
  if (decimalPattern.test(plain)) return Number(plain)
  const prefixed = prefixedPattern.exec(plain)
  if (prefixed !== null) {
    const [, sign, hexadecimal, octal, binary] = prefixed
    const value =
      hexadecimal !== undefined
        ? Number.parseInt(hexadecimal, 16)
        : octal !== undefined
          ? Number.parseInt(octal, 8)
          : Number.parseInt(binary ?? '', 2)
    return sign === '-' ? 0 - value : value
  }
  return floatPattern.test(plain) ? finiteOr(Number(plain), text) : text
}

/** JSON has no infinity: a number that is too large stays text, so that nothing downstream meets one. */
function finiteOr(value: number, text: string): number | string {
  return Number.isFinite(value) ? value : text
}
