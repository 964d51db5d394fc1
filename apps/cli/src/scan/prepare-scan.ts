import { dirname, resolve } from 'node:path'
import { type Problem, problem } from '@toride/core/errors'
import type { Locale } from '@toride/core/locale'
import { catalogue } from '@toride/policy/catalogue'
import type { Check, Profile, RegisteredCheck } from '@toride/policy/check'
import { createPolicy, type Policy } from '@toride/policy/policy'
import { assignmentKind, type PolicyAssignment, readPolicyAssignment } from '@toride/policy/policy-assignment'
import { ParameterError } from '@toride/policy/settings'
import type { Exclusions } from '@toride/sources/manifests/find-inputs'
import { loadManifests } from '@toride/sources/manifests/load-manifests'
import { locationIn } from '@toride/sources/manifests/manifest-objects'
import { readTextFile } from '@toride/sources/manifests/read-text'
import type { Configuration, FailOn, PlacedExemption } from '../configuration/configuration.ts'
import { nameOf, readConfiguration, readExemptionsFile } from '../configuration/read-configuration.ts'
import { readParameters } from '../configuration/read-parameters.ts'
import type { Format } from '../formats/format.ts'
import { configurationProblem, Refusal, usageError } from '../refusal.ts'
import { type Baseline, readBaseline } from './baseline.ts'

/** The options that every scan has, as they come from the command line. */
export type ScanOptions = {
  readonly profile?: Profile
  readonly format?: Format
  readonly output?: string
  readonly failOn?: FailOn
  readonly policy?: readonly string[]
  readonly parameters?: string
  readonly standard?: readonly string[]
  readonly exemptions?: string
  readonly baseline?: string
  readonly writeBaseline?: boolean
  readonly targetVersion?: string
  readonly namespace?: string
  readonly locale?: Locale
  /** A file of settings instead of the one that is found; false for none. */
  readonly config?: string | false
  readonly verbose?: boolean
}

export type PreparedScan = {
  readonly profile: Profile
  readonly format: Format
  readonly failOn: FailOn
  readonly locale: Locale
  readonly checks: readonly RegisteredCheck[]
  readonly policy: Policy
  readonly targetMinor: number | undefined
  readonly defaultNamespace: string | undefined
  readonly exclusions: Exclusions | undefined
  /** Kinds that carry a pod besides those that are known. */
  readonly podCarriers: Readonly<Record<string, string>>
  /** Exemptions that hold, with where they are written. */
  readonly exemptions: readonly PlacedExemption[]
  /** Folder of the settings. */
  readonly settingsFolder: string | undefined
  /** Ids of every check that people may name, whichever of them run. */
  readonly knownChecks: readonly string[]
  readonly baseline: Baseline | undefined
  /** What people should know although the scan goes on. */
  readonly notices: readonly Problem[]
}

/**
 * Everything that a scan needs, from the command line and, behind it, the file of settings. Throws a refusal when any of it
 * cannot be used: nothing has been scanned then.
 */
export async function prepareScan(options: ScanOptions, configurationFile: string | undefined, now: Date): Promise<PreparedScan> {
  const file = options.config === false ? undefined : (options.config ?? configurationFile)
  const text = file === undefined ? undefined : textOf(file)
  const exemptionsText = options.exemptions === undefined ? undefined : textOf(options.exemptions)
  const parametersText = options.parameters === undefined ? undefined : textOf(options.parameters)
  const known = await knownChecks([text, exemptionsText, parametersText])
  const configuration: Configuration = file === undefined ? { checks: {}, exemptions: [] } : readConfiguration(file, text ?? '', known)
  const standards = options.standard ?? configuration.standards
  const registered = standards === undefined ? catalogue : await checksOfStandards(standards)
  const profile = options.profile ?? configuration.profile ?? 'toride'
  const exemptions = [
    ...configuration.exemptions,
    ...(options.exemptions === undefined ? [] : readExemptionsFile(options.exemptions, exemptionsText ?? '', known)),
  ]
  const assignments: PolicyAssignment[] = [
    { name: 'configuration', priority: Number.MIN_SAFE_INTEGER, scope: {}, checks: configuration.checks },
    ...(await readAssignments(options.policy ?? [])),
  ]
  if (options.parameters !== undefined) {
    const checks = readParameters(options.parameters, parametersText ?? '', known)
    assignments.push({ name: 'parameters', priority: Number.MAX_SAFE_INTEGER, scope: {}, checks })
  }
  const targetVersion = options.targetVersion ?? configuration.targetVersion
  return {
    profile,
    format: options.format ?? 'table',
    failOn: options.failOn ?? configuration.failOn ?? 'low',
    locale: options.locale ?? 'en',
    checks: registered,
    policy: policyOf(
      registered,
      standards === undefined ? profile : 'toride',
      assignments,
      exemptions.map(({ exemption }) => exemption),
      now,
      options.namespace ?? configuration.namespace,
    ),
    targetMinor: targetVersion === undefined ? undefined : minorOf(targetVersion),
    defaultNamespace: options.namespace ?? configuration.namespace,
    exclusions:
      configuration.exclude && file !== undefined ? { folder: resolve(dirname(file)), patterns: configuration.exclude } : undefined,
    exemptions: exemptions.filter(({ exemption: { expiresAt } }) => expiresAt === undefined || expiresAt > now),
    settingsFolder: file === undefined ? undefined : resolve(dirname(file)),
    knownChecks: [...new Set([...known, ...registered.map(({ check }) => check)].map(({ id }) => id))],
    podCarriers: configuration.podCarriers ?? {},
    baseline: options.baseline === undefined || options.writeBaseline ? undefined : readBaseline(options.baseline),
    notices: exemptions.flatMap(({ exemption: { name, expiresAt }, at }) =>
      expiresAt !== undefined && expiresAt <= now
        ? [problem('exemption-expired', at, { name, date: expiresAt.toISOString().slice(0, 10) })]
        : [],
    ),
  }
}

function policyOf(
  checks: readonly RegisteredCheck[],
  profile: Profile,
  assignments: readonly PolicyAssignment[],
  exemptions: Parameters<typeof createPolicy>[0]['exemptions'],
  now: Date,
  whereUnnamed: string | undefined,
): Policy {
  const place = { environments: [], whereUnnamed }
  try {
    return createPolicy({ checks: checks.map(({ check }) => check), profile, assignments, ...(exemptions && { exemptions }), place, now })
  } catch (error) {
    if (error instanceof ParameterError) throw usageError(error.message)
    throw error
  }
}

/** `1.31`, `v1.31` and `1.31.2` mean the same: 31. */
function minorOf(version: string): number {
  const match = /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(version)
  if (match === null) throw usageError(`"${version}" is not a version of Kubernetes; write it like 1.31`)
  return Number(match[1])
}

const knownStandards = 'pod-security/baseline, pod-security/restricted'

async function checksOfStandards(names: readonly string[]): Promise<RegisteredCheck[]> {
  const { parsePodSecurityStandard, podSecurityChecks } = await import('@toride/policy/pod-security')
  const checks = new Map<string, RegisteredCheck>()
  for (const name of names) {
    if (!name.startsWith('pod-security/')) throw usageError(`There is no standard "${name}"; known are ${knownStandards}`)
    const standard = parsePodSecurityStandard(name)
    if (typeof standard === 'string') throw usageError(standard)
    for (const registered of podSecurityChecks(standard.level, standard.minor)) checks.set(registered.check.id, registered)
  }
  return [...checks.values()]
}

/**
 * Every check that settings may name, whichever of them run: one file serves scans by the checks and by standards. Those of
 * the standards are loaded only when a text names one.
 */
async function knownChecks(texts: readonly (string | undefined)[]): Promise<Check[]> {
  const checks = catalogue.map(({ check }) => check)
  if (!texts.some((text) => text?.includes('pod-security/'))) return checks
  const { latestPodSecurityMinor, podSecurityChecks } = await import('@toride/policy/pod-security')
  const standard = [...podSecurityChecks('baseline', latestPodSecurityMinor), ...podSecurityChecks('restricted', latestPodSecurityMinor)]
  const ofStandards = new Map(standard.map(({ check }) => [check.id, check]))
  return [...checks, ...ofStandards.values()]
}

/** Reads the policy documents that paths lead to. */
async function readAssignments(paths: readonly string[]): Promise<PolicyAssignment[]> {
  if (paths.length === 0) return []
  const { objects, problems } = await loadManifests(paths)
  const faults: Problem[] = [...problems]
  const checks = await knownChecks(objects.map(({ object }) => JSON.stringify(object)))
  const assignments: PolicyAssignment[] = []
  for (const each of objects) {
    if (each.object.kind !== assignmentKind) {
      const reason = `${each.object.kind} is not a kind of policy that can be used here; known is ${assignmentKind}`
      faults.push(configurationProblem(reason, locationIn(each, '/kind')))
      continue
    }
    const result = readPolicyAssignment(each.object, checks)
    if (result.ok) assignments.push(result.assignment)
    else
      for (const { pointer, message } of result.faults)
        faults.push(configurationProblem(`${nameOf(each.object, pointer)} ${message}`, locationIn(each, pointer)))
  }
  if (faults.length > 0) throw new Refusal(faults)
  if (objects.length === 0) throw usageError(`There is no policy in ${paths.join(', ')}`)
  return assignments
}

function textOf(file: string): string {
  const read = readTextFile(file, file)
  if (!read.ok) throw new Refusal([read.problem])
  return read.text
}
