import { join } from 'node:path'
import type { StoreLocation } from './open-store.ts'

/** What decides where the database is: the environment's variables, and who asks. */
export type Surroundings = {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly isRoot: boolean
  readonly home: string
}

/**
 * Chooses the database: the server that `DATABASE_URL` names, else an embedded one in `TORIDE_DATABASE_FOLDER`, else an
 * embedded one in the place that the Filesystem Hierarchy Standard has for services, or the XDG Base Directory
 * Specification for users. An empty variable counts as none.
 */
export function storeLocation({ environment, isRoot, home }: Surroundings): StoreLocation {
  const url = environment.DATABASE_URL || undefined
  if (url !== undefined) return { url }
  const dataHome = environment.XDG_DATA_HOME || join(home, '.local', 'share')
  const folder = environment.TORIDE_DATABASE_FOLDER || (isRoot ? '/var/lib/toride/database' : join(dataHome, 'toride', 'database'))
  return { embedded: { folder } }
}
