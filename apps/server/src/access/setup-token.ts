import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isSameSecret, newSecret } from './secret.ts'

/** The one-time secret with which the first administrator is made. A new one each time the server starts without an administrator. */
export type SetupToken = {
  /** Undefined once there is an administrator. */
  readonly current: () => string | undefined
  readonly matches: (given: string) => boolean
  /** Forgets the token: the first administrator exists. */
  readonly close: () => Promise<void>
}

/**
 * @param isNeeded whether there is no administrator yet
 * @param folder where the token is written as `setup-token`, for the owner of the folder alone; undefined keeps it in memory
 */
export async function createSetupToken(isNeeded: boolean, folder: string | undefined): Promise<SetupToken> {
  const file = folder === undefined ? undefined : join(folder, 'setup-token')
  let secret = isNeeded ? newSecret() : undefined
  if (file !== undefined) {
    // An old file may have other permissions, which writing to it would keep.
    await rm(file, { force: true })
    if (secret !== undefined) {
      await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
      await chmod(file, 0o600)
    }
  }
  return {
    current: () => secret,
    matches: (given) => secret !== undefined && isSameSecret(given, secret),
    close: async () => {
      secret = undefined
      if (file !== undefined) await rm(file, { force: true })
    },
  }
}
