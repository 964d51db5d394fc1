import { join } from 'node:path'

/**
 * Where the embedded database lives when nobody says otherwise, after the Filesystem Hierarchy Standard for root and the
 * XDG Base Directory Specification for everybody else.
 */
export function defaultDatabaseFolder({ isRoot, home, dataHome }: { isRoot: boolean; home: string; dataHome: string | undefined }): string {
  if (isRoot) return '/var/lib/toride/database'
  return join(dataHome === undefined || dataHome === '' ? join(home, '.local', 'share') : dataHome, 'toride', 'database')
}
