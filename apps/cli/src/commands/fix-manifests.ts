import { readFileSync, writeFileSync } from 'node:fs'
import { type Problem, problem } from '@toride/core/errors'
import { applyPatch, type PatchOperation } from '@toride/core/json-patch'
import { type KubernetesObject, referenceOf } from '@toride/core/kubernetes-object'
import { type AssessOptions, assessResource } from '@toride/policy/assess'
import { patchFor } from '@toride/policy/findings'
import { createInventory, isTopLevel } from '@toride/policy/inventory'
import { editDocumentText } from '@toride/sources/manifests/edit-document-text'
import { loadManifests } from '@toride/sources/manifests/load-manifests'
import { locationIn, type ManifestObject } from '@toride/sources/manifests/manifest-objects'
import { decodeText, reasonOf } from '@toride/sources/manifests/read-text'
import type { TextSource } from '@toride/sources/manifests/text-lines'
import { createTwoFilesPatch } from 'diff'
import { findConfiguration } from '../configuration/find-configuration.ts'
import { type ExitCode, exitCodes, worstOf } from '../exit-code.ts'
import { resourceText } from '../formats/table.ts'
import type { Io } from '../io.ts'
import { printProblems } from '../print-problems.ts'
import { annotationExemptions } from '../scan/annotation-exemption.ts'
import { type PreparedScan, prepareScan, type ScanOptions } from '../scan/prepare-scan.ts'
import { paintFor } from '../terminal/colours.ts'
import { isNothingReadable } from './scan-manifests.ts'

export type FixOptions = ScanOptions & { readonly write?: boolean; readonly rule?: readonly string[] }

/** `toride fix manifests`: prints the fixes as a unified diff, or writes them into the files. */
export async function fixManifests(paths: readonly string[], options: FixOptions, io: Io): Promise<ExitCode> {
  const configured = paths.find((path) => path !== '-') ?? '.'
  const scan = await prepareScan(options, findConfiguration(configured, process.cwd()), io.now())
  const loaded = await loadManifests(paths, { stdin: io.stdin, ...(scan.exclusions && { exclusions: scan.exclusions }) })
  const problems = [...loaded.problems]
  const tally: Tally = { written: 0, without: 0, tried: new Set(), rendered: new Map() }
  const texts = fixAll(loaded.objects, scan, new Set(options.rule), problems, tally)
  for (const [file, count] of tally.rendered) problems.push(problem('fix-rendered', { file }, { count }))
  let changed = 0
  for (const [source, pieces] of texts) {
    const text = textOf(source, pieces)
    if (text === source.text) continue
    changed += 1
    if (options.write && source.file !== '-') {
      const failure = writeFile(source, text)
      if (failure !== undefined) problems.push(failure)
    } else if (options.write) io.stdout.write(text)
    else io.stdout.write(diffOf(source, text))
  }
  printProblems(problems, 'error', io.stderr, paintFor(io.stderr, io.environment))
  if (!isNothingReadable(loaded)) io.stderr.write(`${tallyText(tally, changed)}\n`)
  return worstOf(
    isNothingReadable(loaded) ? exitCodes.usage : exitCodes.ok,
    problems.length > 0 ? exitCodes.partial : exitCodes.ok,
    changed > 0 && !options.write ? exitCodes.findings : exitCodes.ok,
  )
}

/** What a run has come to. */
type Tally = {
  /** Fixes that are in the texts. */
  written: number
  /** Findings that no fix is known for. */
  without: number
  /** Checks whose fixes an image may not bear, of those that are in the texts. */
  readonly tried: Set<string>
  /** Fixes of rendered objects, by the file that they come from. */
  readonly rendered: Map<string, number>
}

/** Checks whose fix takes away what an image may need to start; only a roll-out tells. */
const demanding: ReadonlySet<string> = new Set([
  'run-as-root',
  'run-as-high-uid',
  'read-only-root-filesystem',
  'drop-all-capabilities',
  'least-privileged-capabilities',
  'dangerous-capabilities',
  'privileged-containers',
  'automount-api-credentials',
])

function tallyText({ written, without, tried }: Tally, files: number): string {
  const parts = [`${counted(written, 'fix', 'fixes')} in ${counted(files, 'file', 'files')}`]
  if (without > 0) parts.push(`${counted(without, 'finding has', 'findings have')} none`)
  if (tried.size > 0) parts.push(`try a roll-out first, images may not bear ${[...tried].toSorted().join(', ')}`)
  return parts.join('; ')
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

/** A diff that `git apply` and `patch -p1` take. */
function diffOf({ file, text: before }: TextSource, text: string): string {
  const path = file === '-' ? 'stdin' : file.replace(/^(?:\.?\/)+/, '')
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, text, undefined, undefined, { context: 3 }).replace(/^=+\n/, '')
}

/** Writes a file, with its byte order mark if it had one, unless it is no longer what was read. */
function writeFile({ file, text: before }: TextSource, text: string): Problem | undefined {
  try {
    const bytes = readFileSync(file)
    const current = decodeText(bytes, file)
    if (!current.ok || current.text !== before) return problem('fix-object-changed', { file }, { resource: file })
    const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    writeFileSync(file, isMarked ? `\ufeff${text}` : text)
    return undefined
  } catch (error) {
    return problem('manifest-unreadable', { file }, { reason: reasonOf(error) })
  }
}

/** The current text of each piece of a file, by where the piece starts. */
type Pieces = Map<number, { readonly end: number; text: string }>

/** Fixes resource by resource, one finding after the other, each on what the one before has left. */
function fixAll(
  objects: readonly ManifestObject[],
  scan: PreparedScan,
  rules: ReadonlySet<string>,
  problems: Problem[],
  tally: Tally,
): Map<TextSource, Pieces> {
  const inventory = createInventory({ podCarriers: scan.podCarriers })
  for (const { object } of objects) inventory.put(object)
  const assess: AssessOptions = {
    plan: scan.policy.plan,
    inventory,
    targetMinor: scan.targetMinor,
    ...(scan.defaultNamespace !== undefined && { defaultNamespace: scan.defaultNamespace }),
  }
  const texts = new Map<TextSource, Pieces>()
  for (const each of objects) {
    const { source, piece } = each.document
    const pieces = texts.get(source) ?? new Map()
    texts.set(source, pieces)
    const part = pieces.get(piece.start) ?? { end: piece.end, text: source.text.slice(piece.start, piece.end) }
    pieces.set(piece.start, part)
    part.text = fixObject(each, part.text, scan, rules, assess, problems, tally)
  }
  return texts
}

/** No object needs so many; a check whose fix does not mend would go on for ever. */
const limitFixes = 200

function fixObject(
  each: ManifestObject,
  text: string,
  scan: PreparedScan,
  rules: ReadonlySet<string>,
  assess: AssessOptions,
  problems: Problem[],
  tally: Tally,
): string {
  const tried = new Set<string>()
  const refused = new Map<string, Problem>()
  let hasChanged = false
  let current = text
  let object = each.object
  for (let count = 0; count < limitFixes; count += 1) {
    const fixes = fixesOf(object, scan, rules, assess)
    const fix = fixes.find(({ key }) => !tried.has(key))
    if (fix === undefined) {
      // What was refused may have a place now: a value that others shared by an alias may have become its own.
      if (refused.size === 0 || !hasChanged) break
      for (const key of refused.keys()) tried.delete(key)
      refused.clear()
      hasChanged = false
      continue
    }
    tried.add(fix.key)
    if (each.locate !== undefined) {
      const { file } = locationIn(each, fix.pointer)
      tally.rendered.set(file, (tally.rendered.get(file) ?? 0) + 1)
      continue
    }
    const patched = applyPatch(object, fix.patch)
    const companions = fixes.filter(({ key, rule }) => key !== fix.key && rule === fix.rule).map(({ patch }) => patch)
    const edited = patched.ok ? editDocumentText(current, each.document.piece.index, each.pointer, fix.patch, companions) : undefined
    if (patched.ok && edited?.ok) {
      current = edited.text
      object = patched.document
      for (const companion of edited.companions) {
        const accompanied = applyPatch(object, companion)
        if (accompanied.ok) object = accompanied.document
      }
      hasChanged = true
      tally.written += 1 + edited.companions.length
      if (demanding.has(fix.rule)) tally.tried.add(fix.rule)
    } else {
      const reason = patched.ok ? (edited?.ok === false ? edited.reason : '') : patched.failure.reason
      const data = { rule: fix.rule, resource: resourceText(referenceOf(each.object)), reason }
      refused.set(fix.key, problem('fix-not-written', locationIn(each, fix.pointer), data))
    }
  }
  for (const refusal of refused.values()) problems.push(refusal)
  tally.without += countWithoutFix(object, scan, rules, assess)
  return current
}

type Fix = { readonly rule: string; readonly pointer: string; readonly key: string; readonly patch: readonly PatchOperation[] }

/** What mends an object's findings, and undefined for each that has no fix. */
function* mendingsOf(
  object: KubernetesObject,
  scan: PreparedScan,
  rules: ReadonlySet<string>,
  assess: AssessOptions,
): Generator<Fix | undefined> {
  const resource = assess.inventory.put(object)
  if (!isTopLevel(resource, assess.inventory)) return
  const assessment = assessResource(resource, assess)
  const annotationExemption = annotationExemptions(resource)
  for (const outcome of assessment.outcomes) {
    const { id } = outcome.prepared.check
    if (outcome.state !== 'unhealthy' || (rules.size > 0 && !rules.has(id))) continue
    if (scan.policy.exemptionOf(id, resource) ?? annotationExemption(id)) continue
    for (const violation of outcome.violations) {
      const key = `${id} ${violation.pointer} ${violation.message} ${JSON.stringify(violation.data)}`
      const patch = patchFor(outcome, violation, assessment, assess)
      yield patch === undefined || patch.length === 0 ? undefined : { rule: id, pointer: violation.pointer, key, patch }
    }
  }
}

function fixesOf(object: KubernetesObject, scan: PreparedScan, rules: ReadonlySet<string>, assess: AssessOptions): Fix[] {
  return [...mendingsOf(object, scan, rules, assess)].filter((fix) => fix !== undefined)
}

function countWithoutFix(object: KubernetesObject, scan: PreparedScan, rules: ReadonlySet<string>, assess: AssessOptions): number {
  return [...mendingsOf(object, scan, rules, assess)].filter((fix) => fix === undefined).length
}

function textOf(source: TextSource, pieces: Pieces): string {
  let text = ''
  let at = 0
  for (const [start, piece] of [...pieces].toSorted(([a], [b]) => a - b)) {
    text += source.text.slice(at, start) + piece.text
    at = piece.end
  }
  return text + source.text.slice(at)
}
