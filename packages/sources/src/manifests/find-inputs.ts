import { type Dirent, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { type Problem, problem } from '@toride/core/errors'
import ignore, { type Ignore } from 'ignore'
import { reasonOf } from './read-text.ts'
import { kustomizationFile, kustomizationNames, kustomizationParts } from './render-manifests.ts'

/**
 * Something to read. `file` is the path as the user named it, or below the folder that the user named; `isNamed` says that
 * the user named this very file.
 */
export type ManifestInput =
  | { readonly type: 'stdin' }
  | { readonly type: 'file'; readonly file: string; readonly isNamed: boolean }
  | { readonly type: 'chart'; readonly folder: string }
  | { readonly type: 'kustomization'; readonly folder: string; readonly file: string }
  | { readonly type: 'problem'; readonly problem: Problem }

/** Name of the files that list what a scan leaves out, in the language of .gitignore. */
export const ignoreFileName = '.torideignore'

/** Patterns in the language of .gitignore, seen from a folder. */
export type Exclusions = { readonly folder: string; readonly patterns: readonly string[] }

const manifestPattern = /\.(?:ya?ml|json|ndjson|jsonl)$/i

/**
 * What the paths lead to, in a stable order: files as they are, folders with everything below that has the name of a
 * manifest. Hidden entries, `node_modules` and what a .torideignore lists are left out; charts and kustomizations are
 * not looked into. Symbolic links are followed within the folder that was named, each target once.
 */
export function* findInputs(paths: readonly string[], exclusions?: Exclusions): Generator<ManifestInput> {
  const seen = new Set<string>()
  const ignores = exclusions === undefined ? [] : [{ folder: exclusions.folder, rules: ignore().add([...exclusions.patterns]) }]
  for (const path of paths) {
    if (path === '-') {
      yield { type: 'stdin' }
      continue
    }
    let stat: Stats
    try {
      stat = statSync(path)
    } catch (error) {
      yield { type: 'problem', problem: problem('manifest-unreadable', { file: path === '' ? '""' : path }, { reason: reasonOf(error) }) }
      continue
    }
    if (stat.isFile() && isFolderFile(path)) yield* walkFolder({ root: realpathSync(dirname(path)), seen, ignores }, dirname(path), [])
    else if (stat.isDirectory()) yield* walkFolder({ root: realpathSync(path), seen, ignores }, path, [])
    else if (isFirst(seen, path)) yield { type: 'file', file: path, isNamed: true }
  }
}

/** Whether a file stands for its folder: that of a chart or a kustomization. */
function isFolderFile(path: string): boolean {
  return basename(path) === 'Chart.yaml' || kustomizationNames.includes(basename(path))
}

function isFirst(seen: Set<string>, path: string): boolean {
  let real = path
  try {
    real = realpathSync(path)
  } catch {
    // A pipe (/dev/fd/63) has no path.
  }
  if (seen.has(real)) return false
  seen.add(real)
  return true
}

type Walk = {
  /** Real path of the folder that was named; links are not followed out of it. */
  readonly root: string
  /** Real paths of files and folders that were read already. */
  readonly seen: Set<string>
  readonly ignores: readonly { readonly folder: string; readonly rules: Ignore }[]
}

function* walkFolder(walk: Walk, folder: string, ancestors: readonly string[]): Generator<ManifestInput> {
  let real: string
  let entries: Dirent[]
  try {
    real = realpathSync(folder)
    if (ancestors.includes(real)) {
      yield { type: 'problem', problem: problem('symlink-loop', { file: folder }) }
      return
    }
    if (walk.seen.has(real)) return
    walk.seen.add(real)
    entries = readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    yield { type: 'problem', problem: problem('manifest-unreadable', { file: folder }, { reason: reasonOf(error) }) }
    return
  }
  // Links come last, so that a file is named by where it is and not by what points to it.
  entries.sort((a, b) => Number(a.isSymbolicLink()) - Number(b.isSymbolicLink()) || (a.name < b.name ? -1 : 1))
  const names = new Set(entries.map(({ name }) => name))
  if (names.has('Chart.yaml')) {
    yield { type: 'chart', folder }
    return
  }
  const kustomization = kustomizationFile(folder)
  if (kustomization !== undefined) {
    for (const part of kustomizationParts(folder)) if (statSync(part).isFile()) isFirst(walk.seen, part)
    yield { type: 'kustomization', folder, file: kustomization }
  }
  const inner = names.has(ignoreFileName) ? withIgnoreFile(walk, folder) : walk
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    yield* walkEntry(inner, folder, entry, [...ancestors, real], kustomization !== undefined)
  }
}

function* walkEntry(
  walk: Walk,
  folder: string,
  entry: Dirent,
  ancestors: readonly string[],
  isKustomized: boolean,
): Generator<ManifestInput> {
  const path = join(folder, entry.name)
  const isManifest = manifestPattern.test(entry.name)
  let target: Dirent | Stats = entry
  if (entry.isSymbolicLink()) {
    let real: string
    try {
      real = realpathSync(path)
      target = statSync(path)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'ELOOP') yield { type: 'problem', problem: problem('symlink-loop', { file: path }) }
      else if (isManifest) yield { type: 'problem', problem: problem('manifest-unreadable', { file: path }, { reason: reasonOf(error) }) }
      return
    }
    if (target.isDirectory() && !isInside(real, walk.root)) {
      if (isInside(walk.root, real)) yield { type: 'problem', problem: problem('symlink-loop', { file: path }) }
      return
    }
  }
  const isFolder = target.isDirectory()
  if (isIgnored(walk, path, isFolder)) return
  if (isFolder) {
    yield* walkFolder(walk, path, ancestors)
    return
  }
  // The files of a kustomization are parts; what counts is what it makes of them.
  if (!isManifest || !target.isFile() || isKustomized) return
  if (isFirst(walk.seen, path)) yield { type: 'file', file: path, isNamed: false }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function withIgnoreFile(walk: Walk, folder: string): Walk {
  try {
    const rules = ignore().add(readFileSync(join(folder, ignoreFileName), 'utf8'))
    return { ...walk, ignores: [...walk.ignores, { folder, rules }] }
  } catch {
    return walk
  }
}

function isIgnored(walk: Walk, path: string, isFolder: boolean): boolean {
  return walk.ignores.some(({ folder, rules }) => {
    const inner = relative(folder, path).split(sep).join('/')
    // What lies outside the folder of the rules is not theirs.
    if (inner === '' || inner === '..' || inner.startsWith('../') || isAbsolute(inner)) return false
    return rules.ignores(isFolder ? `${inner}/` : inner)
  })
}
