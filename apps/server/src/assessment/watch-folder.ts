import { watch } from 'node:fs'
import { stat } from 'node:fs/promises'
import { relative } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Problem, problem } from '@toride/core/errors'
import { loadManifests } from '@toride/sources/manifests/load-manifests'
import { locationIn, type ManifestObject } from '@toride/sources/manifests/manifest-objects'
import type { ClusterRuntime } from './cluster-runtime.ts'

export type FolderReading = { readonly problems: readonly Problem[]; readonly files: number; readonly failure: Problem | undefined }

export type FolderSource = {
  readonly folder: string
  readonly runtime: ClusterRuntime
  /** Told after each reading, once it is written. */
  readonly onRead: (reading: FolderReading) => Promise<void> | void
  readonly signal: AbortSignal
}

/** Asks a folder that is followed to be read again. */
export type FolderFollower = { readonly done: Promise<void>; readAgain(): void }

/** Editors write a file in several steps. */
const gatherMs = 200
/** Some file systems tell nothing of changes. */
const readEveryMs = 5 * 60_000

/** Reads a folder of manifests, and again whenever something in it changes, until the signal ends it. */
export function watchFolder(source: FolderSource): FolderFollower {
  const { folder, signal } = source
  let wake = Promise.withResolvers<void>()
  const readAgain = (): void => wake.resolve()

  const follow = async (): Promise<void> => {
    let watcher = tryToWatch(folder, readAgain)
    while (!signal.aborted) {
      wake = Promise.withResolvers<void>()
      await source.onRead(await readFolder(source))
      watcher ??= tryToWatch(folder, readAgain)
      const stop = new AbortController()
      const ended = AbortSignal.any([signal, stop.signal])
      await Promise.race([wake.promise, delay(readEveryMs, undefined, { signal: ended, ref: false }).catch(() => {})])
      stop.abort()
      if (!signal.aborted) await delay(gatherMs, undefined, { signal }).catch(() => {})
    }
    watcher?.close()
  }

  return { done: follow(), readAgain }
}

function tryToWatch(folder: string, onChange: () => void) {
  try {
    const watcher = watch(folder, { recursive: true }, onChange)
    watcher.on('error', () => {})
    return watcher
  } catch {
    // The folder does not exist (yet), or the system has no watches left: it is read from time to time all the same.
    return undefined
  }
}

/** Reads the whole folder once and waits until what it changes is written. */
async function readFolder({ folder, runtime, signal }: FolderSource): Promise<FolderReading> {
  const missing = await stat(folder).then(
    (found) => (found.isDirectory() ? undefined : 'it is not a folder'),
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  )
  if (missing !== undefined) {
    // What was read before stays: a folder that is away for a moment has not lost its manifests.
    return { problems: [], files: 0, failure: problem('manifest-unreadable', { file: folder }, { reason: missing }) }
  }
  const loaded = await loadManifests([folder])
  if (signal.aborted) return { problems: [], files: 0, failure: undefined }
  const places = new Map<string, ManifestObject>()
  runtime.gather()
  for (const found of loaded.objects) places.set(runtime.put(found.object).key, found)
  for (const { key } of [...runtime.inventory.all()]) if (!places.has(key)) runtime.remove(key)
  runtime.setLocate((resource, pointer) => {
    const found = places.get(resource.key)
    if (found === undefined) return undefined
    const { file, line, column } = locationIn(found, pointer)
    return { file: relative(folder, file), line, column }
  })
  // Lines may have moved although no object changed, so everything is looked at again.
  runtime.settle()
  await runtime.written()
  runtime.setLocate(undefined)
  const problems = loaded.problems.map((each) =>
    each.at.file === undefined ? each : { ...each, at: { ...each.at, file: relative(folder, each.at.file) } },
  )
  return { problems, files: loaded.files, failure: undefined }
}
