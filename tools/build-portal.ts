import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'vite'

/** What the portal is made of besides the packages of the lockfile. */
const sources = [
  'apps/portal/{index.html,package.json,tsconfig.json,vite.config.ts}',
  'apps/portal/{src,public}/**/*',
  'packages/{contract,core}/src/**/*',
]

/**
 * Builds the portal into apps/portal/dist, unless that was made of the same sources already.
 *
 * @returns whether it was built anew
 */
export async function buildPortal(root: string): Promise<boolean> {
  const dist = join(root, 'apps/portal/dist')
  const stamp = join(root, '.cache/portal-sources')
  const sum = sourceSum(root)
  if (existsSync(join(dist, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sum) return false
  await build({ configFile: join(root, 'apps/portal/vite.config.ts'), logLevel: 'warn' })
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, sum)
  return true
}

function sourceSum(root: string): string {
  const files = globSync([...sources, 'package-lock.json'], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}
