import type { Problem } from '@toride/core/errors'
import { type Exclusions, findInputs, type ManifestInput } from './find-inputs.ts'
import { type ManifestObject, objectsOf } from './manifest-objects.ts'
import { parseManifest } from './parse-manifest.ts'
import { type ReadText, readTextFile, readTextStream } from './read-text.ts'

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
  /** Told about each file before it is read. */
  readonly onFile?: (file: string) => void
}

/**
 * Reads Kubernetes objects from files, folders and standard input (`-`). What cannot be read becomes a problem and stops
 * nothing else. A document without apiVersion and kind is a problem in a file that was named, and skipped in a folder.
 */
export async function loadManifests(paths: readonly string[], options: LoadOptions = {}): Promise<LoadedManifests> {
  const loaded = { objects: [] as ManifestObject[], problems: [] as Problem[], skipped: [] as SkippedDocument[], files: 0 }
  for (const input of findInputs(paths, options.exclusions)) await loadInput(input, options, loaded)
  return loaded
}

type Loading = { objects: ManifestObject[]; problems: Problem[]; skipped: SkippedDocument[]; files: number }

async function loadInput(input: ManifestInput, options: LoadOptions, loaded: Loading): Promise<void> {
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
      return
    case 'chart':
    case 'kustomization':
      return
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
  loaded.problems.push(...problems)
  for (const document of documents) {
    const found = objectsOf(document)
    for (const object of found.objects) loaded.objects.push(object)
    for (const each of found.problems) {
      if (isNamed) loaded.problems.push(each)
      else loaded.skipped.push({ file, line: each.at.line ?? 1, reason: each.message })
    }
  }
}
