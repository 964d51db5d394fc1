import type { Quantity } from '../model/pod.ts'

/** Multipliers of suffixes; those below one are divisors, so that `300m` is exactly 0.3. */
const factors: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}
const divisors: Readonly<Record<string, number>> = { m: 1e3, u: 1e6, n: 1e9 }

/** Longer texts are no quantities that anybody writes. */
const longestQuantity = 64
const pattern = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/

/**
 * A Kubernetes quantity in its base unit (cores, bytes): `250m` is 0.25, `1.5Gi` is 1610612736, `1e3` is 1000. Undefined
 * for what the API server would refuse.
 *
 * Source: k8s.io/apimachinery, pkg/api/resource, grammar of Quantity
 */
export function parseQuantity(quantity: Quantity): number | undefined {
  if (typeof quantity === 'number') return Number.isFinite(quantity) ? quantity : undefined
  if (quantity.length > longestQuantity) return undefined
  const match = pattern.exec(quantity)
  if (match === null) return undefined
  const [, digits = '', exponent = '', suffix = ''] = match
  if (exponent !== '') return Number(digits + exponent)
  const divisor = divisors[suffix]
  return divisor === undefined ? Number(digits) * (factors[suffix] ?? Number.NaN) : Number(digits) / divisor
}
