import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Problem, problem } from '@toride/core/errors'
import type { Location } from '@toride/core/finding'
import { valueAt } from '@toride/core/json-pointer'
import { limits } from './limits.ts'
import { type ManifestObject, objectsOf } from './manifest-objects.ts'
import { locationOf, type ManifestDocument, parseManifest } from './parse-manifest.ts'
import { decodeText, readTextFile } from './read-text.ts'
import { lineText } from './text-lines.ts'

/** What a tool has made of a chart or a kustomization, or why it could not. */
export type Rendered = { readonly objects: readonly ManifestObject[]; readonly problems: readonly Problem[] }

/** Programs by which charts and kustomizations are rendered; tests and people with several versions name others. */
export type RenderTools = {
  readonly helm: readonly string[]
  /** Tried one after the other. */
  readonly kustomize: readonly (readonly string[])[]
  readonly timeoutMs: number
}

export const defaultRenderTools: RenderTools = {
  helm: ['helm', 'template', '--include-crds'],
  kustomize: [
    ['kustomize', 'build'],
    ['kubectl', 'kustomize'],
  ],
  timeoutMs: 60_000,
}

/** Renders a Helm chart with its default values. Places refer to the templates, as far as `# Source:` comments tell them. */
export async function renderChart(folder: string, tools: RenderTools): Promise<Rendered> {
  const run = await runTool([...tools.helm, folder], tools.timeoutMs)
  if (!run.ok) return { objects: [], problems: [problem('helm-not-rendered', { file: folder }, { reason: run.reason })] }
  return placed(folder, run.text, (document) => chartLocator(document, folder))
}

/** Renders a kustomization. Places refer to the files that its resources come from, as far as kind and name tell them. */
export async function renderKustomization(folder: string, file: string, tools: RenderTools): Promise<Rendered> {
  let reason = ''
  for (const tool of tools.kustomize) {
    const run = await runTool([...tool, folder], tools.timeoutMs)
    if (run.ok) {
      const origins = collectOrigins(folder)
      return placed(folder, run.text, (document) => kustomizationLocator(document, origins, file))
    }
    reason = run.reason
    if (!run.isMissing) break
  }
  return { objects: [], problems: [problem('kustomize-not-rendered', { file }, { reason })] }
}

type Locator = (pointer: string) => Location

function placed(folder: string, text: string, locatorOf: (document: ManifestDocument) => Locator): Rendered {
  const parsed = parseManifest(folder, text)
  const objects: ManifestObject[] = []
  const problems: Problem[] = [...parsed.problems]
  for (const document of parsed.documents) {
    const found = objectsOf(document)
    for (const each of found.problems) problems.push(each)
    const locate = locatorOf(document)
    for (const object of found.objects) objects.push({ ...object, locate })
  }
  return { objects, problems }
}

type Run = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string; readonly isMissing: boolean }

function runTool([command = '', ...args]: readonly string[], timeoutMs: number): Promise<Run> {
  return new Promise((resolve) => {
    const options = {
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: limits.fileBytes,
      encoding: 'buffer',
      windowsHide: true,
    } as const
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error !== null) {
        const isMissing = error.code === 'ENOENT'
        resolve({
          ok: false,
          isMissing,
          reason: isMissing ? `${command} is not installed` : failureText(command, error, stderr.toString('utf8'), timeoutMs),
        })
        return
      }
      const decoded = decodeText(stdout, command)
      resolve(decoded.ok ? decoded : { ok: false, isMissing: false, reason: decoded.problem.message })
    })
  })
}

function failureText(
  command: string,
  error: Error & { killed?: boolean | undefined; code?: unknown },
  stderr: string,
  timeoutMs: number,
): string {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `${command} printed more than ${limits.fileBytes} bytes`
  if (error.killed) return `${command} did not finish within ${timeoutMs / 1000} s`
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  return (lines.find((line) => /error/i.test(line)) ?? lines[0] ?? `${command} failed`).trim().slice(0, 500)
}

/** `# Source: shop/charts/db/templates/pod.yaml` → the template, and in it the line that the rendered one was made from. */
function chartLocator(document: ManifestDocument, folder: string): Locator {
  const { source, piece } = document
  const path = /^# Source: [^/\r\n]+\/(.+?)\r?$/m.exec(source.text.slice(piece.start, piece.end))?.[1]
  const file = path === undefined ? undefined : join(folder, path)
  if (file === undefined || !existsSync(file)) return () => ({ file: join(folder, 'Chart.yaml'), line: 1, column: 1 })
  let lines: readonly string[] | undefined
  return (pointer) => {
    lines ??= templateLines(file)
    // What the template computes stands under something that it writes out.
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const place = locationOf(document, at)
      const line = lineOfRendered(lines, lineText(source, place.line))
      if (line !== undefined) return { file, line, column: (lines[line - 1]?.search(/\S/) ?? 0) + 1 }
      if (at === '') return { file, line: 1, column: 1 }
    }
  }
}

/** The line of a template that is written as the rendered one, or has the same key, when it is the only such line. */
function lineOfRendered(lines: readonly string[], rendered: string): number | undefined {
  const text = rendered.trim()
  const key = /^(?:- )?[\w./-]+:/.exec(text)?.[0]
  return onlyLine(lines, (line) => line === text) ?? (key === undefined ? undefined : onlyLine(lines, (line) => line.startsWith(key)))
}

function templateLines(file: string): readonly string[] {
  const read = readTextFile(file, file)
  return read.ok ? read.text.split('\n') : []
}

/** The number of the one line that is meant; undefined when several could be. */
function onlyLine(lines: readonly string[], isMeant: (text: string) => boolean): number | undefined {
  const first = lines.findIndex((line) => isMeant(line.trim()))
  return first < 0 || lines.findLastIndex((line) => isMeant(line.trim())) !== first ? undefined : first + 1
}

function kustomizationLocator({ value }: ManifestDocument, origins: readonly ManifestObject[], file: string): Locator {
  const kind = valueAt(value, '/kind')
  const name = String(valueAt(value, '/metadata/name'))
  const ofKind = origins.filter(({ object }) => object.kind === kind)
  // Prefixes, suffixes and hashes may have been added to the name.
  const origin =
    ofKind.find(({ object }) => object.metadata?.name === name) ??
    ofKind.find(({ object }) => object.metadata?.name !== undefined && name.includes(object.metadata.name))
  return (pointer) => (origin === undefined ? { file, line: 1, column: 1 } : locationOf(origin.document, origin.pointer + pointer))
}

/** Folders that a kustomization may build on, one inside the other. */
const kustomizationDepth = 16

/** Every object in the local files that a kustomization names, directly or through others. */
function collectOrigins(folder: string, depth = 0): ManifestObject[] {
  if (depth > kustomizationDepth) return []
  return kustomizationParts(folder).flatMap((path) => {
    if (kustomizationFile(path) !== undefined) return collectOrigins(path, depth + 1)
    const read = readTextFile(path, path)
    return read.ok ? parseManifest(path, read.text).documents.flatMap((document) => objectsOf(document).objects) : []
  })
}

export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

/** The file that makes a folder a kustomization. */
export function kustomizationFile(folder: string): string | undefined {
  return kustomizationNames.map((name) => join(folder, name)).find((file) => existsSync(file))
}

/** Files and folders on this machine that a kustomization is made of. Broken ones have none. */
export function kustomizationParts(folder: string): string[] {
  const file = kustomizationFile(folder)
  const read = file === undefined ? undefined : readTextFile(file, file)
  const value = read?.ok ? parseManifest('', read.text).documents[0]?.value : undefined
  return ['resources', 'bases', 'components']
    .flatMap((field) => valueAt(value, `/${field}`) ?? [])
    .filter((path): path is string => typeof path === 'string')
    .map((path) => join(folder, path))
    .filter((path) => existsSync(path))
}

/** Whether a folder's kustomization can be built for itself: a component cannot. */
export function isComponent(folder: string): boolean {
  const file = kustomizationFile(folder)
  const read = file === undefined ? undefined : readTextFile(file, file)
  return read?.ok === true && valueAt(parseManifest('', read.text).documents[0]?.value, '/kind') === 'Component'
}

/** Whether a chart only serves other charts, which cannot be rendered for itself. */
export function isLibraryChart(folder: string): boolean {
  const read = readTextFile(join(folder, 'Chart.yaml'), folder)
  return read.ok && valueAt(parseManifest('', read.text).documents[0]?.value, '/type') === 'library'
}
