import type { Resource } from '../inventory/inventory.ts'
import type { LabelSelector } from '../model/pod.ts'

export const validatingWebhookKind = 'admissionregistration.k8s.io/ValidatingWebhookConfiguration'

export const webhookKinds: readonly string[] = [validatingWebhookKind, 'admissionregistration.k8s.io/MutatingWebhookConfiguration']

export type Webhook = {
  readonly name?: string
  readonly failurePolicy?: string
  readonly timeoutSeconds?: number
  readonly clientConfig?: {
    readonly url?: string
    readonly service?: { readonly name?: string; readonly namespace?: string; readonly port?: number }
  }
  readonly namespaceSelector?: LabelSelector
  readonly objectSelector?: LabelSelector
  readonly rules?: readonly {
    readonly apiGroups?: readonly string[]
    readonly operations?: readonly string[]
    readonly resources?: readonly string[]
  }[]
  readonly matchConditions?: readonly unknown[]
}

const none: readonly Webhook[] = []

export function webhooksOf({ object }: Resource): readonly Webhook[] {
  return (object.webhooks as readonly Webhook[] | undefined) ?? none
}

/** Whether requests fail when the webhook does not answer: the default since admissionregistration.k8s.io/v1. */
export function failsClosed({ failurePolicy }: Webhook): boolean {
  return failurePolicy !== 'Ignore'
}
