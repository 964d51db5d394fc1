import { access, constants, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

const memoryFolder = '/dev/shm'
const enoughBytes = 1024 ** 3

/** All places where `scratchFolder` may have put something. */
export const scratchFolders: readonly string[] = [memoryFolder, tmpdir()]

/**
 * Where tests put databases: into memory where Linux offers enough of it (a container often has 64 MB), since a database
 * is hundreds of small files, which takes 15 ms there and ten times that on a busy disk; else where temporary files go.
 */
export async function scratchFolder(): Promise<string> {
  try {
    await access(memoryFolder, constants.W_OK | constants.X_OK)
    const { bavail, bsize } = await statfs(memoryFolder)
    return bavail * bsize >= enoughBytes ? memoryFolder : tmpdir()
  } catch {
    return tmpdir()
  }
}
