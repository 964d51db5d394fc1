import { access, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TorideError } from '@toride/core/errors'
import { prepareAccess, removeAccess } from './access.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { stopOrphan } from './postmaster.ts'
import { findPrograms } from './programs.ts'

/**
 * Removes a database for good, with the server that may still run on it, unless a living process holds it. A folder that
 * never held a database is left alone.
 *
 * @returns whether it was removed
 */
export async function removeAbandonedEmbedded(wanted: string): Promise<boolean> {
  const held = await access(join(wanted, 'lock.json')).then(
    () => true,
    () => false,
  )
  if (!held) return false
  const folder = await realpath(wanted)
  const lock = lockUnlessHeld(folder)
  if (lock === undefined) return false
  try {
    await stopOrphan(folder, await findPrograms(folder))
    await removeAccess(await prepareAccess(folder, undefined))
    await rm(folder, { recursive: true, force: true })
    return true
  } finally {
    lock.release()
  }
}

function lockUnlessHeld(folder: string): FolderLock | undefined {
  try {
    return lockFolder(folder)
  } catch (error) {
    if (error instanceof TorideError && error.code === 'database-folder-in-use') return undefined
    throw error
  }
}
