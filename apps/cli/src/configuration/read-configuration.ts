import type { Problem } from '@toride/core/errors'
import { pointerKeys, pointerOf, valueAt } from '@toride/core/json-pointer'
import type { Json, JsonObject } from '@toride/core/kubernetes-object'
import { type Check, profiles } from '@toride/policy/check'
import { readExemption } from '@toride/policy/exemption'
import { readChecks } from '@toride/policy/policy-assignment'
import { type DocumentFault, type DocumentReader, documentReader, isObject } from '@toride/policy/read-document'
import { locationOf, type ManifestDocument, parseManifest } from '@toride/sources/manifests/parse-manifest'
import { configurationProblem, Refusal } from '../refusal.ts'
import { type Configuration, failOnValues, isNamespaceName, type PlacedExemption } from './configuration.ts'

const keys = ['profile', 'failOn', 'targetVersion', 'namespace', 'exclude', 'standards', 'podCarriers', 'checks', 'exemptions']

/** The one document of a file of settings, or undefined when it is empty. Throws a refusal when it cannot be read. */
export function readSettingsDocument(file: string, text: string): ManifestDocument | undefined {
  const { documents, problems } = parseManifest(file, text)
  const [document, second] = documents
  const faults: Problem[] = [...problems]
  if (second !== undefined) faults.push(configurationProblem('The file has more than one document', locationOf(second, '')))
  if (faults.length > 0) throw new Refusal(faults)
  return document
}

/** Throws a refusal that names file and line of each fault, in the order of lines. */
export function refuseFaults(document: ManifestDocument, faults: readonly DocumentFault[]): void {
  if (faults.length === 0) return
  const problems = faults.map(({ pointer, message }) => ({
    at: locationOf(document, pointer),
    reason: `${nameOf(document.value, pointer)} ${message}`,
  }))
  throw new Refusal(
    problems
      .toSorted(({ at: a }, { at: b }) => a.line - b.line || a.column - b.column)
      .map(({ at, reason }) => configurationProblem(reason, at)),
  )
}

/** A longer value tells people no more than its place. */
const shownValueLength = 80

/** What a fault is about, in words: the way to it, and the text itself where a number is all that leads to it. */
export function nameOf(document: unknown, pointer: string): string {
  if (pointer === '') return 'The document'
  const keys = pointerKeys(pointer)
  const value = /^\d+$/.test(keys.at(-1) ?? '') ? valueAt(document, pointer) : undefined
  return typeof value === 'string' && value.length <= shownValueLength ? `${keys.join('.')} ${JSON.stringify(value)}` : keys.join('.')
}

/** Reads a `.toride.yaml`. Throws a refusal that names every fault with its line. */
export function readConfiguration(file: string, text: string, checks: readonly Check[]): Configuration {
  const document = readSettingsDocument(file, text)
  if (document === undefined) return { checks: {}, exemptions: [] }
  const reader = documentReader()
  const { value } = document
  if (!isObject(value)) {
    refuseFaults(document, [{ pointer: '', message: 'must be a mapping' }])
    return { checks: {}, exemptions: [] }
  }
  reader.onlyKeys(value, keys, '')
  const profile = reader.oneOf(value.profile, profiles, '/profile')
  const failOn = reader.oneOf(value.failOn, failOnValues, '/failOn')
  const targetVersion = readVersion(value.targetVersion, reader.faults)
  const namespace = reader.string(value.namespace, '/namespace')
  if (namespace !== undefined && !isNamespaceName(namespace))
    reader.fault('/namespace', 'must be lower-case letters, digits and dashes, at most 63')
  const exclude = reader.strings(value.exclude, '/exclude')
  const standards = reader.strings(value.standards, '/standards')
  const podCarriers = readPodCarriers(reader, value.podCarriers)
  const settings = readChecks(reader, value.checks, '/checks', checks)
  const exemptions = readExemptions(document, value.exemptions, '/exemptions', checks, reader.faults)
  refuseFaults(document, reader.faults)
  return {
    ...(profile && { profile }),
    ...(failOn && { failOn }),
    ...(targetVersion !== undefined && { targetVersion }),
    ...(namespace !== undefined && { namespace }),
    ...(exclude && { exclude }),
    ...(standards && { standards }),
    ...(podCarriers && { podCarriers }),
    checks: settings,
    exemptions,
  }
}

/** `1.31` without quotes is a number in YAML, and `1.30` the number 1.3: only text is unmistakable. */
function readVersion(value: Json | undefined, faults: DocumentFault[]): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  faults.push({ pointer: '/targetVersion', message: 'must be a version in quotes, like "1.31"' })
  return undefined
}

/** `group/Kind` of an extension. */
export const carrierKindPattern = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\/[A-Z][A-Za-z0-9]*$/

function readPodCarriers(reader: DocumentReader, value: Json | undefined): Record<string, string> | undefined {
  const carriers = reader.object(value, '/podCarriers')
  if (carriers === undefined) return undefined
  const read: Record<string, string> = {}
  for (const [kind, pointer] of Object.entries(carriers)) {
    const at = `/podCarriers${pointerOf(kind)}`
    const fault = carrierKindFault(kind) ?? templatePointerFault(pointer)
    if (fault !== undefined) reader.fault(at, fault)
    else read[kind] = pointer as string
  }
  return read
}

function carrierKindFault(kind: string): string | undefined {
  if (carrierKindPattern.test(kind)) return undefined
  const [group, version, name] = kind.split('/')
  const meant = name !== undefined && /^v\d/.test(version ?? '') ? `${group}/${name}` : undefined
  return meant === undefined
    ? 'must be a group and a kind, like argoproj.io/Rollout'
    : `must be a group and a kind without the version; did you mean ${meant}?`
}

function templatePointerFault(pointer: Json): string | undefined {
  if (typeof pointer !== 'string') return 'must be a string'
  if (pointer === '') return undefined
  if (!pointer.startsWith('/')) {
    const meant = /^\.?[\w.]+$/.test(pointer) ? `/${pointer.replace(/^\./, '').replaceAll('.', '/')}` : undefined
    return meant === undefined ? 'must be a JSON pointer, like /spec/template' : `must be a JSON pointer; did you mean ${meant}?`
  }
  const keys = pointerKeys(pointer)
  if (keys.some((key) => /^(?:\d+|-|\*)$/.test(key))) return 'must not lead through a list'
  return keys.length > 1 && keys.at(-1) === 'spec' && keys.at(-2) === 'template'
    ? `must lead to what holds the pod’s metadata and spec; did you mean ${pointer.slice(0, pointer.lastIndexOf('/'))}?`
    : undefined
}

/** A list of exemptions, as it stands in a `.toride.yaml` or in a file of its own. */
function readExemptions(
  document: ManifestDocument,
  value: Json | undefined,
  pointer: string,
  checks: readonly Check[],
  faults: DocumentFault[],
): PlacedExemption[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    faults.push({ pointer, message: 'must be a list' })
    return []
  }
  const ids = checks.map(({ id }) => id)
  return value.flatMap((item, index): PlacedExemption[] => {
    const result = readExemption(item, ids)
    if (result.ok) return [{ exemption: result.exemption, at: locationOf(document, `${pointer}/${index}`) }]
    for (const fault of result.faults) faults.push({ ...fault, pointer: `${pointer}/${index}${fault.pointer}` })
    return []
  })
}

/** The exemptions of a file of their own: a list, or a mapping with `exemptions`. Throws a refusal that names every fault. */
export function readExemptionsFile(file: string, text: string, checks: readonly Check[]): PlacedExemption[] {
  const document = readSettingsDocument(file, text)
  if (document === undefined) return []
  const faults: DocumentFault[] = []
  const isWrapped = isObject(document.value)
  const list = isWrapped ? ((document.value as JsonObject).exemptions ?? null) : (document.value as Json)
  const exemptions = readExemptions(document, list, isWrapped ? '/exemptions' : '', checks, faults)
  refuseFaults(document, faults)
  return exemptions
}
