import { readFileSync, writeFileSync } from 'node:fs'
import { type Problem, problem } from '@toride/core/errors'
import { applyPatch, type PatchOperation } from '@toride/core/json-patch'
import { type KubernetesObject, referenceOf } from '@toride/core/kubernetes-object'
import { type AssessOptions, assessResource } from '@toride/policy/assess'
import { patchFor } from '@toride/policy/findings'
import { createInventory, isTopLevel } from '@toride/policy/inventory'
import { type EditedText, editDocumentText } from '@toride/sources/manifests/edit-document-text'
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
import { annotationExemption } from '../scan/annotation-exemption.ts'
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
  const texts = fixAll(loaded.objects, scan, new Set(options.rule), problems)
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
  if (options.write) io.stderr.write(`${changed} ${changed === 1 ? 'file' : 'files'} changed\n`)
  return worstOf(
    isNothingReadable(loaded) ? exitCodes.usage : exitCodes.ok,
    problems.length > 0 ? exitCodes.partial : exitCodes.ok,
    changed > 0 && !options.write ? exitCodes.findings : exitCodes.ok,
  )
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
    part.text = fixObject(each, part.text, scan, rules, assess, problems)
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
): string {
  const tried = new Set<string>()
  let current = text
  let object = each.object
  for (let count = 0; count < limitFixes; count += 1) {
    const fix = nextFix(object, scan, rules, assess, tried)
    if (fix === undefined) break
    tried.add(fix.key)
    const patched = applyPatch(object, fix.patch)
    const edited = patched.ok ? editText(each, current, fix.patch) : undefined
    if (patched.ok && edited?.ok) {
      current = edited.text
      object = patched.document
    } else {
      const reason = patched.ok ? (edited?.ok === false ? edited.reason : '') : patched.failure.reason
      const data = { rule: fix.rule, resource: resourceText(referenceOf(each.object)), reason }
      problems.push(problem('fix-not-written', locationIn(each, fix.pointer), data))
    }
  }
  assess.inventory.put(object)
  return current
}

function editText({ document, pointer, locate }: ManifestObject, text: string, patch: readonly PatchOperation[]): EditedText {
  if (locate !== undefined) return { ok: false, reason: 'a tool renders it from other files' }
  return editDocumentText(text, document.piece.index, pointer, patch)
}

type Fix = { readonly rule: string; readonly pointer: string; readonly key: string; readonly patch: readonly PatchOperation[] }

function nextFix(
  object: KubernetesObject,
  scan: PreparedScan,
  rules: ReadonlySet<string>,
  assess: AssessOptions,
  tried: ReadonlySet<string>,
): Fix | undefined {
  const resource = assess.inventory.put(object)
  if (!isTopLevel(resource, assess.inventory)) return undefined
  const assessment = assessResource(resource, assess)
  for (const outcome of assessment.outcomes) {
    const { id } = outcome.prepared.check
    if (outcome.state !== 'unhealthy' || (rules.size > 0 && !rules.has(id))) continue
    if (scan.policy.exemptionOf(id, resource) ?? annotationExemption(id, resource.object)) continue
    for (const violation of outcome.violations) {
      const key = `${id} ${violation.pointer} ${violation.message} ${JSON.stringify(violation.data)}`
      if (tried.has(key)) continue
      const patch = patchFor(outcome, violation, assessment, assess)
      if (patch !== undefined && patch.length > 0) return { rule: id, pointer: violation.pointer, key, patch }
    }
  }
  return undefined
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
