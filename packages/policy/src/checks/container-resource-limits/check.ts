import { ParameterError } from '../../engine/settings.ts'
import { type ContainerInput, defineContainerCheck, type Verdict, type Violation, violation } from '../../model/check.ts'
import { type Edit, set } from '../../model/edit.ts'
import type { ParametersOf } from '../../model/parameters.ts'
import type { Quantity } from '../../model/pod.ts'
import { exactQuantity } from '../../quantity.ts'
import { extendedExclusions } from '../defender-exclusions.ts'
import { literalCpu, literalMemory } from './literal-quantity.ts'

const parameters = {
  cpuLimit: { type: 'string', format: 'quantity' },
  memoryLimit: { type: 'string', format: 'quantity' },
} as const

type Limited = 'cpu' | 'memory'

type Maximum = { readonly text: string; readonly amount: bigint }

type Input = ContainerInput<typeof parameters, Readonly<Record<Limited, Maximum | undefined>>>

/** How a profile reads quantities; amounts compare with amounts of the same reading and resource. */
type Reading = {
  readonly amounts: Readonly<Record<Limited, (quantity: Quantity) => bigint | undefined>>
  /** Whether a limit of the pod counts, and whether zero is no limit, as the kubelet has it. */
  readonly asKubelet: boolean
}

const limited: readonly Limited[] = ['cpu', 'memory']

/** What a fix grants when nothing says how much is needed. */
const usualLimits: Readonly<Record<Limited, string>> = { cpu: '500m', memory: '1Gi' }

/**
 * Container CPU and memory limits should be enforced.
 *
 * Required fields: spec.containers[*], initContainers[*] .resources.limits.cpu, .resources.limits.memory
 * Allowed: up to the parameters cpuLimit and memoryLimit. Ephemeral containers may not have resources.
 * Source: Azure Policy e345eecc-fa47-480f-9e88-67dcc122b164
 */
export const containerResourceLimits = defineContainerCheck({
  id: 'container-resource-limits',
  severity: 'medium',
  control: 'protect-applications-against-ddos',
  category: 'security',
  maps: { azurePolicy: 'e345eecc-fa47-480f-9e88-67dcc122b164', mcsb: 'PV-2', nsa: 'Resource policies', mitre: ['T1496', 'T1499'] },
  parameters,
  containerKinds: ['container', 'init', 'sidecar'],
  ...reading({ amounts: { cpu: exactQuantity, memory: exactQuantity }, asKubelet: true }),
  defender: {
    excludedNamespaces: extendedExclusions,
    parameters: { cpuLimit: '32', memoryLimit: '64Gi' },
    ...reading({ amounts: { cpu: literalCpu, memory: literalMemory }, asKubelet: false }),
  },
})

function reading({ amounts, asKubelet }: Reading) {
  return {
    prepare: ({ cpuLimit, memoryLimit }: ParametersOf<typeof parameters>) => ({
      cpu: maximum('cpuLimit', cpuLimit, amounts.cpu),
      memory: maximum('memoryLimit', memoryLimit, amounts.memory),
    }),

    evaluate({ container, pod, prepared, at }: Input): Verdict {
      const violations: Violation[] = []
      const limits = container.resources?.limits
      const ofPod = asKubelet ? pod.spec.resources?.limits : undefined
      const name = container.name ?? ''
      let missing = 0
      for (const resource of limited) {
        const limit = limits?.[resource] ?? ofPod?.[resource] ?? ''
        const pointer = at(`/resources/limits/${resource}`)
        const amount = limit === '' ? undefined : amounts[resource](limit)
        const most = prepared[resource]
        if (limit === '' || (asKubelet && amount === 0n)) {
          missing += 1
          violations.push(violation(pointer, { container: name, resource }, 'missing'))
        } else if (amount === undefined || amount < 0n) {
          violations.push(violation(pointer, { container: name, resource, limit }, 'unreadable'))
        } else if (most !== undefined && amount > most.amount) {
          violations.push(violation(pointer, { container: name, resource, limit, maximum: most.text }, 'too-high'))
        }
      }
      return missing === limited.length ? [violation(at('/resources/limits'), { container: name })] : violations
    },

    fix({ container, prepared, at }: Input, { message, data }: Violation): Edit[] | undefined {
      const edits: Edit[] = []
      for (const resource of message === 'default' ? limited : [data.resource as Limited]) {
        const limit = limitFor(
          container.resources?.requests?.[resource],
          usualLimits[resource],
          prepared[resource],
          amounts[resource],
          message,
        )
        if (limit === undefined) return undefined
        edits.push(set(at(`/resources/limits/${resource}`), limit))
      }
      return edits
    },
  }
}

function maximum(parameter: string, text: string | undefined, amountOf: (quantity: Quantity) => bigint | undefined): Maximum | undefined {
  if (text === undefined) return undefined
  const amount = amountOf(text)
  if (amount === undefined || amount <= 0n) throw new ParameterError(`${parameter}: "${text}" is no quantity above zero`)
  return { text, amount }
}

/** The usual limit, or the maximum where that is less or was exceeded, or the request where that is more; none fits when the request exceeds the maximum. */
function limitFor(
  request: Quantity | undefined,
  usual: string,
  most: Maximum | undefined,
  amountOf: (quantity: Quantity) => bigint | undefined,
  message: string,
): string | undefined {
  const requested = request === undefined ? 0n : amountOf(request)
  if (requested === undefined || (most !== undefined && requested > most.amount)) return undefined
  const amount = amountOf(usual) ?? 0n
  if (most !== undefined && (message === 'too-high' || most.amount < amount)) return most.text
  return requested > amount ? String(request) : usual
}
