import { resolve } from 'node:path'
import { type Problem, problem } from '@toride/core/errors'
import { type Exclusions, findInputs, type ManifestInput } from './find-inputs.ts'
import { type ManifestObject, objectsOf } from './manifest-objects.ts'
import { parseManifest } from './parse-manifest.ts'
import { type ReadText, readTextFile, readTextStream } from './read-text.ts'
import {
  defaultRenderTools,
  isComponent,
  isLibraryChart,
  kustomizationParts,
  type RenderTools,
  renderChart,
  renderKustomization,
} from './render-manifests.ts'

/** A file of a folder that holds nothing for Kubernetes, and why that is thought. */
export type SkippedDocument = { readonly file: string; readonly line: number; readonly reason: string }

export type LoadedManifests = {
  readonly objects: readonly ManifestObject[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly SkippedDocument[]
  /** How many files were read. */
  readonly files: number
}

export type LoadOptions = {
  /** What `-` stands for. */
  readonly stdin?: AsyncIterable<Uint8Array>
  /** What folders are read without. */
  readonly exclusions?: Exclusions
  readonly renderTools?: RenderTools
  /** Told about each file before it is read. */
  readonly onFile?: (file: string) => void
}

/**
 * Reads Kubernetes objects from files, folders (with the charts and kustomizations in them) and standard input (`-`). What cannot be read becomes a problem and stops
 * nothing else; where there is no object at all, each path is a problem. A document without apiVersion and kind is a problem in a file that was named, and skipped in a folder.
 */
export async function loadManifests(paths: readonly string[], options: LoadOptions = {}): Promise<LoadedManifests> {
  const loaded = { objects: [] as ManifestObject[], problems: [] as Problem[], skipped: [] as SkippedDocument[], files: 0 }
  const folders: Folder[] = []
  for (const input of findInputs(paths, options.exclusions)) {
    if (input.type === 'chart' || input.type === 'kustomization') folders.push(input)
    else await loadInput(input, options, loaded)
  }
  await loadFolders(folders, options, loaded)
  if (loaded.objects.length === 0 && loaded.problems.length === 0) {
    for (const file of new Set(paths)) loaded.problems.push(problem('manifest-empty', { file }))
  }
  return loaded
}

type Loading = { objects: ManifestObject[]; problems: Problem[]; skipped: SkippedDocument[]; files: number }

type Folder = Extract<ManifestInput, { readonly folder: string }>

/** Renders charts and kustomizations. One that another builds on is looked at as a part of that, not for itself. */
async function loadFolders(folders: readonly Folder[], options: LoadOptions, loaded: Loading): Promise<void> {
  const tools = options.renderTools ?? defaultRenderTools
  const parts = new Set(
    folders.flatMap(({ type, folder }) => (type === 'chart' ? [] : kustomizationParts(folder).map((part) => resolve(part)))),
  )
  for (const input of folders) {
    const { folder } = input
    const reason =
      input.type === 'chart'
        ? isLibraryChart(folder) && 'a library chart renders nothing'
        : (parts.has(resolve(folder)) || isComponent(folder)) && 'it is rendered as a part of another kustomization'
    if (reason) {
      loaded.skipped.push({ file: folder, line: 1, reason })
      continue
    }
    options.onFile?.(folder)
    const rendered = input.type === 'chart' ? await renderChart(folder, tools) : await renderKustomization(folder, input.file, tools)
    loaded.files += 1
    for (const object of rendered.objects) loaded.objects.push(object)
    for (const each of rendered.problems) loaded.problems.push(each)
  }
}

async function loadInput(input: Exclude<ManifestInput, Folder>, options: LoadOptions, loaded: Loading): Promise<void> {
  switch (input.type) {
    case 'problem':
      loaded.problems.push(input.problem)
      return
    case 'stdin':
      options.onFile?.('-')
      addText('-', true, await readTextStream(options.stdin ?? process.stdin, '-'), loaded)
      return
    case 'file':
      options.onFile?.(input.file)
      addText(input.file, input.isNamed, readTextFile(input.file, input.file), loaded)
  }
}

function addText(file: string, isNamed: boolean, read: ReadText, loaded: Loading): void {
  if (!read.ok) {
    loaded.problems.push(read.problem)
    return
  }
  loaded.files += 1
  const { documents, problems } = parseManifest(file, read.text)
  // A broken JSON file that does not even mention an apiVersion is some tool's configuration (with comments, often).
  if (!isNamed && problems.length > 0 && /\.json$/i.test(file) && !read.text.includes('apiVersion')) {
    for (const { at, message } of problems) loaded.skipped.push({ file, line: at.line ?? 1, reason: message })
    return
  }
  for (const each of problems) loaded.problems.push(each)
  for (const document of documents) {
    const found = objectsOf(document)
    for (const object of found.objects) loaded.objects.push(object)
    for (const each of found.problems) {
      if (isNamed) loaded.problems.push(each)
      else loaded.skipped.push({ file, line: each.at.line ?? 1, reason: each.message })
    }
  }
}
