import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { TorideError } from '@toride/core/errors'
import { reasonOf } from '../reason-of.ts'

/** A folder that belongs to this process alone until it is released or the process ends. */
export type FolderLock = { release(): void }

/**
 * Takes the folder for this process. The kernel holds the lock (SQLite's exclusive lock on a file of no content, which is
 * an advisory lock of the operating system), so it cannot outlive its process however that ends, a process id that was
 * given to another program does not matter, and it holds between containers that share the folder.
 *
 * @throws TorideError `database-folder-in-use` with the holder's process id, `database-folder-unusable`
 */
export function lockFolder(folder: string): FolderLock {
  const holderFile = join(folder, 'lock.json')
  const file = openLockFile(folder)
  try {
    file.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    file.close()
    if (!isBusy(error))
      throw new TorideError('database-folder-unusable', { folder, reason: `its lock: ${reasonOf(error)}` }, { cause: error })
    throw new TorideError('database-folder-in-use', { folder, pid: readHolder(holderFile) }, { cause: error })
  }
  writeFileSync(holderFile, `${JSON.stringify({ pid: process.pid, since: new Date().toISOString() })}\n`)
  return { release: () => file.close() }
}

function openLockFile(folder: string): DatabaseSync {
  try {
    return new DatabaseSync(join(folder, 'lock'), { timeout: 0 })
  } catch (error) {
    throw new TorideError(
      'database-folder-unusable',
      { folder, reason: `no file can be written in it (${reasonOf(error)})` },
      { cause: error },
    )
  }
}

const sqliteBusy = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy
}

/** The holder writes its id right after it took the lock; for a moment the file may be absent or of the one before. */
function readHolder(file: string): number | string {
  try {
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof holder === 'object' && holder !== null && 'pid' in holder && typeof holder.pid === 'number' ? holder.pid : 'unknown'
  } catch {
    return 'unknown'
  }
}
