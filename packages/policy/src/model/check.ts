import type { KubernetesObject } from '@toride/core/kubernetes-object'
import type { SecurityControl } from '@toride/core/security-control'
import type { Severity } from '@toride/core/severity'
import type { Inventory, Resource } from '../inventory/inventory.ts'
import type { Edit } from './edit.ts'
import type { ParameterDefinitions, ParametersOf, ParameterValues } from './parameters.ts'
import type { Container, ContainerKind, ImageUser, PodSpec, PodView } from './pod.ts'

/** `defender` reads the sixteen as the original does; `toride` reads them, and all other checks, as users need it. */
export const profiles = ['toride', 'defender'] as const

export type Profile = (typeof profiles)[number]

/** One reason why a resource is unhealthy. `message` is a key of the check's texts, `data` fills its placeholders. */
export type Violation = { readonly pointer: string; readonly message: string; readonly data: Readonly<Record<string, string | number>> }

/** A violation at a place of the object. Texts hold the sentence under `messages.<message>`. */
export function violation(pointer: string, data: Readonly<Record<string, string | number>> = {}, message = 'default'): Violation {
  return { pointer, message, data }
}

/** Why a recommendation does not apply to a resource; texts for these keys stand in `engine/reasons.*.json`. */
export const notApplicableReasons = [
  'excluded-namespace',
  'excluded-containers',
  'windows',
  'built-in',
  'kind-not-known',
  'disabled',
  'not-in-version',
] as const

export type NotApplicableReason = (typeof notApplicableReasons)[number]

export type NotApplicable = { readonly notApplicable: NotApplicableReason }

export function notApplicable(reason: NotApplicableReason): NotApplicable {
  return { notApplicable: reason }
}

export type Verdict = readonly Violation[] | NotApplicable

/** The verdict without violations, shared so that the common case allocates nothing. */
export const healthy: readonly Violation[] = []

/** Where a check stands in the standards that people know. Ids are those of the standard. */
export type StandardMapping = {
  readonly azurePolicy?: string
  /** Group in the Microsoft cloud security benchmark; only checks that have one count in the secure score. */
  readonly mcsb?: string
  readonly pss?: 'baseline' | 'restricted'
  readonly cisAks?: readonly string[]
  readonly cisKubernetes?: readonly string[]
  readonly nsa?: string
  readonly mitre?: readonly string[]
}

export const checkCategories = ['security', 'reliability', 'efficiency', 'correctness'] as const

export type CheckCategory = (typeof checkCategories)[number]

export type CheckMetadata<D extends ParameterDefinitions = ParameterDefinitions> = {
  readonly id: string
  readonly severity: Severity
  readonly control: SecurityControl
  readonly category: CheckCategory
  readonly maps: StandardMapping
  readonly parameters?: D
  /** Namespaces where the check does not apply unless an assignment says otherwise. */
  readonly excludedNamespaces?: readonly string[]
  /** False for checks that are a matter of taste; an assignment turns them on. Default true. */
  readonly enabledByDefault?: boolean
}

type Common<D extends ParameterDefinitions, Prepared> = {
  readonly object: KubernetesObject
  readonly resource: Resource
  readonly parameters: ParametersOf<D>
  /** What `prepare` made of the parameters (compiled expressions, sets). */
  readonly prepared: Prepared
  /** Version of the target cluster as `minor` of 1.x, when known. */
  readonly targetMinor: number | undefined
  /** Where an object that names no namespace is going to live, when known. */
  readonly defaultNamespace: string | undefined
}

export type ContainerInput<D extends ParameterDefinitions = ParameterDefinitions, Prepared = undefined> = Common<D, Prepared> & {
  readonly container: Container
  readonly kind: ContainerKind
  readonly pod: PodView
  /** Pointer below the container: `at('/image')`. */
  readonly at: (suffix: string) => string
}

export type PodInput<D extends ParameterDefinitions = ParameterDefinitions, Prepared = undefined> = Common<D, Prepared> & {
  readonly pod: PodView
  readonly spec: PodSpec
  /** The user that an image names, when somebody has looked into the image. */
  readonly imageUser: (image: string) => ImageUser | undefined
  /** Pointer below the pod's spec: `at('/hostPID')`. */
  readonly at: (suffix: string) => string
}

export type ObjectInput<D extends ParameterDefinitions = ParameterDefinitions, Prepared = undefined> = Common<D, Prepared>

export type RelationInput<D extends ParameterDefinitions = ParameterDefinitions, Prepared = undefined> = Common<D, Prepared> & {
  readonly inventory: Inventory
  /** The pod of the resource, when it carries one. */
  readonly pod: PodView | undefined
}

/** How one profile evaluates a check. A fix sees the input of its violation; undefined means there is no safe one. */
type Reading<Input, D extends ParameterDefinitions, Prepared> = {
  readonly prepare?: (parameters: ParametersOf<D>) => Prepared
  /**
   * Values that count as "not set" for a required parameter, and that stand in for it: a finding then points where the
   * check would find something, and a resource where it finds nothing is healthy.
   */
  readonly notSet?: ParameterValues
  readonly evaluate: (input: Input) => Verdict
  readonly fix?: (input: Input, violation: Violation) => readonly Edit[] | undefined
}

/** What the profile `defender` does otherwise. Parameter values here replace the defaults. */
type DefenderReading<Input, D extends ParameterDefinitions, Prepared> = Partial<Reading<Input, D, Prepared>> & {
  readonly parameters?: ParameterValues
  readonly excludedNamespaces?: readonly string[]
}

export type ContainerCheck = CheckMetadata & {
  readonly scope: 'container'
  /** Kinds of containers that are looked at, by profile. */
  readonly containerKinds: readonly ContainerKind[]
  readonly reading: Reading<ContainerInput<ParameterDefinitions, unknown>, ParameterDefinitions, unknown>
  readonly defender?: DefenderReading<ContainerInput<ParameterDefinitions, unknown>, ParameterDefinitions, unknown> & {
    readonly containerKinds?: readonly ContainerKind[]
  }
}

export type PodCheck = CheckMetadata & {
  readonly scope: 'pod'
  readonly reading: Reading<PodInput<ParameterDefinitions, unknown>, ParameterDefinitions, unknown>
  readonly defender?: DefenderReading<PodInput<ParameterDefinitions, unknown>, ParameterDefinitions, unknown>
}

export type ObjectCheck = CheckMetadata & {
  readonly scope: 'object'
  /** `group/Kind`; the core group is empty: `/Service`, `networking.k8s.io/Ingress`. */
  readonly kinds: readonly string[]
  readonly reading: Reading<ObjectInput<ParameterDefinitions, unknown>, ParameterDefinitions, unknown>
  readonly defender?: DefenderReading<ObjectInput<ParameterDefinitions, unknown>, ParameterDefinitions, unknown>
}

/**
 * The resources whose verdict a changed object can alter; more than those do no harm. Asked with the object as it was and as
 * it is, after the change is in the inventory.
 */
export type Affected = (changed: Resource, inventory: Inventory) => Iterable<Resource>

export type RelationCheck = CheckMetadata & {
  readonly scope: 'relation'
  /** Kinds of the assessed resource; `pods` stands for everything that carries a pod. */
  readonly kinds: readonly string[]
  /**
   * Kinds that the verdict depends on besides the resource itself (`pods` for everything that carries one): a change of one
   * of these in the namespace asks again, and so does any change when either side is cluster-scoped.
   */
  readonly reads: readonly string[]
  /** Whom a change of an object of `reads` can alter, where that is fewer than `reads` says, or reaches other namespaces. */
  readonly affected?: Affected
  readonly reading: Reading<RelationInput<ParameterDefinitions, unknown>, ParameterDefinitions, unknown>
  readonly defender?: DefenderReading<RelationInput<ParameterDefinitions, unknown>, ParameterDefinitions, unknown>
}

/** A check as the engine runs it. Made by the four `define…Check` functions only. */
export type Check = ContainerCheck | PodCheck | ObjectCheck | RelationCheck

type Definition<Input, D extends ParameterDefinitions, Prepared> = CheckMetadata<D> &
  Reading<Input, D, Prepared> & { readonly defender?: DefenderReading<Input, D, Prepared> }

/** Splits a definition into metadata and reading; types of parameters are erased here, once. */
function split<Input, D extends ParameterDefinitions, Prepared>(definition: Definition<Input, D, Prepared>) {
  const { prepare, notSet, evaluate, fix, defender, ...metadata } = definition
  return { metadata, reading: { evaluate, ...(prepare && { prepare }), ...(notSet && { notSet }), ...(fix && { fix }) }, defender }
}

/** A check of each container of a pod: regular, init, sidecar and ephemeral unless `containerKinds` says otherwise. */
export function defineContainerCheck<const D extends ParameterDefinitions = Record<never, never>, Prepared = undefined>(
  definition: Definition<ContainerInput<D, Prepared>, D, Prepared> & {
    readonly containerKinds?: readonly ContainerKind[]
    readonly defender?: { readonly containerKinds?: readonly ContainerKind[] }
  },
): ContainerCheck {
  const { containerKinds = ['container', 'init', 'sidecar', 'ephemeral'], ...rest } = definition
  const { metadata, reading, defender } = split(rest)
  return { ...metadata, scope: 'container', containerKinds, reading, ...(defender && { defender }) } as unknown as ContainerCheck
}

/** A check of the pod as a whole. */
export function definePodCheck<const D extends ParameterDefinitions = Record<never, never>, Prepared = undefined>(
  definition: Definition<PodInput<D, Prepared>, D, Prepared>,
): PodCheck {
  const { metadata, reading, defender } = split(definition)
  return { ...metadata, scope: 'pod', reading, ...(defender && { defender }) } as unknown as PodCheck
}

/** A check of one object of the named kinds, with nothing but the object. */
export function defineObjectCheck<const D extends ParameterDefinitions = Record<never, never>, Prepared = undefined>(
  definition: Definition<ObjectInput<D, Prepared>, D, Prepared> & { readonly kinds: readonly string[] },
): ObjectCheck {
  const { kinds, ...rest } = definition
  const { metadata, reading, defender } = split(rest)
  return { ...metadata, scope: 'object', kinds, reading, ...(defender && { defender }) } as unknown as ObjectCheck
}

/** A check that needs other objects. `reads` must name every kind that `evaluate` asks the inventory for. */
export function defineRelationCheck<const D extends ParameterDefinitions = Record<never, never>, Prepared = undefined>(
  definition: Definition<RelationInput<D, Prepared>, D, Prepared> & {
    readonly kinds: readonly string[]
    readonly reads: readonly string[]
    readonly affected?: Affected
  },
): RelationCheck {
  const { kinds, reads, ...rest } = definition
  const { metadata, reading, defender } = split(rest)
  return { ...metadata, scope: 'relation', kinds, reads, reading, ...(defender && { defender }) } as unknown as RelationCheck
}

/** Texts of a check in one language. `messages.default` is needed; `{name}` stands for data of the violation. */
export type CheckTexts = {
  readonly title: string
  readonly description: string
  readonly remediation: string
  readonly messages: Readonly<Record<string, string>>
  readonly parameters?: Readonly<Record<string, string>>
  /** How the profiles `toride` and `defender` read the check differently; absent when they agree but for values. */
  readonly profiles?: string
}

/** A check with its texts, as the generated registry lists it. */
export type RegisteredCheck = { readonly check: Check; readonly texts: { readonly en: CheckTexts; readonly ja: CheckTexts } }
