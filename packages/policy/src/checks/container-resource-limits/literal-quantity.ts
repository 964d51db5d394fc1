import type { Quantity } from '../../model/pod.ts'

/**
 * Quantities as the original policy reads them, which knows fewer spellings than Kubernetes: no decimals in texts, no
 * lower-case suffix of memory. Amounts are thousandths of a core and bytes.
 *
 * Source: Azure Policy, template container-resource-limits
 */
export function literalCpu(quantity: Quantity): bigint | undefined {
  if (typeof quantity === 'number') return Number.isFinite(quantity) ? BigInt(Math.ceil(quantity * 1000)) : undefined
  const match = /^(\d{1,30})(m?)$/.exec(quantity)
  return match === null ? undefined : BigInt(match[1] ?? '') * (match[2] === 'm' ? 1n : 1000n)
}

export function literalMemory(quantity: Quantity): bigint | undefined {
  const match = /^(\d{1,30})([KMGTPE]i?)?$/.exec(String(quantity))
  return match === null ? undefined : BigInt(match[1] ?? '') * multiple(match[2] ?? '')
}

function multiple(suffix: string): bigint {
  const power = BigInt('KMGTPE'.indexOf(suffix.charAt(0)) + 1)
  return suffix === '' ? 1n : suffix.endsWith('i') ? 1024n ** power : 1000n ** power
}
