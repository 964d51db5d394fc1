import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './components.ts'
import { isRunning, type ProcessIdentity } from './process-identity.ts'

/**
 * What runs of one control plane, written down so that a crash of its owner leaves nothing behind: the next start ends
 * what an owner that is gone left running.
 */
export type Instance = {
  readonly name: string
  readonly folder: string
  /** Who ends it; without an owner it runs until `cluster down`. */
  readonly owner: ProcessIdentity | undefined
  readonly processes: readonly ProcessIdentity[]
  readonly adminKubeconfig: string
}

export function writeInstance(instance: Instance): void {
  mkdirSync(instanceFolder(), { recursive: true })
  const file = join(instanceFolder(), `${instance.name}.json`)
  // Renamed into place, so that another process never reads half of it.
  writeFileSync(`${file}.partial`, JSON.stringify(instance))
  renameSync(`${file}.partial`, file)
}

/** Every instance that is written down, running or not. */
export function readInstances(): Instance[] {
  mkdirSync(instanceFolder(), { recursive: true })
  return readdirSync(instanceFolder())
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => readInstance(join(instanceFolder(), file)))
}

/** Ends every process of an instance and removes its folder. */
export function endInstance(instance: Instance): void {
  for (const identity of instance.processes) {
    if (isRunning(identity)) process.kill(identity.pid, 'SIGKILL')
  }
  rmSync(instance.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  rmSync(join(instanceFolder(), `${instance.name}.json`), { force: true })
}

/** Ends the instances whose owner is gone. */
export function endStaleInstances(): void {
  for (const instance of readInstances()) {
    if (instance.owner !== undefined && !isRunning(instance.owner)) endInstance(instance)
  }
}

function instanceFolder(): string {
  return join(cacheFolder(), 'instances')
}

function readInstance(file: string): Instance[] {
  try {
    return [JSON.parse(readFileSync(file, 'utf8')) as Instance]
  } catch (error) {
    // Another process ended it meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
