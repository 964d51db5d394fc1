import type { Quantity } from './model/pod.ts'

/**
 * Quantities of the Kubernetes API (`0.5`, `1.5Gi`, `1e3`, `128974848`), exactly.
 *
 * Source: k8s.io/apimachinery, pkg/api/resource: the grammar above `Quantity`, and `ParseQuantity` for rounding and limits.
 */

const grammar = /^([+-]?)(\d*)(?:\.(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/

const decimalExponents: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }
const binaryExponents: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n }

/** The largest quantity: 2^63 − 1. What is larger counts as this one. */
const largest = (2n ** 63n - 1n) * 10n ** 9n

/** Longer texts are no quantities that anybody writes, and would make large numbers. */
const longestText = 64

/** Of a number with more digits before the point than this, only the sign matters. */
const mostDigits = 30

/**
 * The value in units of 10⁻⁹ (nano), the finest that Kubernetes knows; a finer value is rounded away from zero. Compare
 * values with `<` and `>`. Undefined for what is no quantity.
 */
export function exactQuantity(quantity: Quantity): bigint | undefined {
  const text = typeof quantity === 'number' ? String(quantity) : quantity
  if (text.length > longestText) return undefined
  const match = grammar.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', suffix = '', exponent = '0'] = match
  const digits = whole + fraction
  if (digits === '') return undefined
  const mantissa = BigInt(digits) << (binaryExponents[suffix] ?? 0n)
  const scale = 9 - fraction.length + (decimalExponents[suffix] ?? 0) + Number(exponent)
  const size = scaled(mantissa, scale)
  return sign === '-' ? -size : size
}

/** `mantissa × 10^scale`, rounded up to a whole number and bounded. */
function scaled(mantissa: bigint, scale: number): bigint {
  if (mantissa === 0n) return 0n
  if (scale > mostDigits) return largest
  // Everything below 10^-length is less than one.
  if (scale < -2 * longestText) return 1n
  const value = scale >= 0 ? mantissa * 10n ** BigInt(scale) : dividedUp(mantissa, 10n ** BigInt(-scale))
  return value > largest ? largest : value
}

function dividedUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}
