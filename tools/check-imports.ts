/**
 * The import rule of docs/architecture.md, where Biome cannot see it: a relative import stays inside its workspace, a
 * workspace is imported by the entries that its package.json exports, and features of the server do not import each other.
 * Undeclared dependencies and cycles are Biome's. Fails when it looked at no file.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g

/** Folders of apps/server/src that every feature may import. */
const sharedServerFolders = new Set(['app', 'access', 'assessment', 'live', 'jobs', 'testing'])

/** What is wrong with the imports of one file, in words; `file` is relative to the root of the repository. */
export function importFaults(file: string, source: string, exportsOf: (workspace: string) => ReadonlySet<string>): string[] {
  const path = file.split(sep).join('/')
  const workspace = path.split('/').slice(0, 2).join('/')
  const faults: string[] = []
  for (const [, specifier = ''] of source.matchAll(importPattern)) {
    if (specifier.startsWith('.')) {
      const target = normalize(join(dirname(path), specifier))
        .split(sep)
        .join('/')
      if (!target.startsWith(`${workspace}/`)) faults.push(`${path} reaches out of its workspace: ${specifier}`)
      else faults.push(...featureFault(path, target))
    } else if (specifier.startsWith('@toride/')) {
      const [scope, name, ...rest] = specifier.split('/')
      const entry = rest.length === 0 ? '.' : `./${rest.join('/')}`
      if (!exportsOf(`${scope}/${name}`).has(entry)) faults.push(`${path} imports ${specifier}, which is not exported`)
    }
  }
  return faults
}

function featureFault(path: string, target: string): string[] {
  const from = /^apps\/(server|portal)\/src\/(?:features\/)?([a-z-]+)\//.exec(path)
  const to = /^apps\/(server|portal)\/src\/(?:features\/)?([a-z-]+)\//.exec(target)
  if (from === null || to === null || from[2] === to[2]) return []
  const isPortal = from[1] === 'portal'
  const isFeature = (each: string) =>
    isPortal ? each.includes('/src/features/') : !sharedServerFolders.has(/src\/([a-z-]+)\//.exec(each)?.[1] ?? '')
  return isFeature(path) && isFeature(target) ? [`${path} imports another feature: ${target}`] : []
}

function main(): void {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const manifests = globSync('{packages,apps,test}/*/package.json', { cwd: root })
  const entries = new Map(
    manifests.map((manifest) => {
      const { name, exports = {} } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as {
        name: string
        exports?: Record<string, unknown>
      }
      return [name, new Set(Object.keys(exports))]
    }),
  )
  const files = globSync('{packages,apps,test}/*/{src,journeys,.}/**/*.{ts,tsx}', {
    cwd: root,
    exclude: (name) => String(name).includes('node_modules') || String(name).includes('dist'),
  })
  const unique = [...new Set(files)]
  const faults = unique.flatMap((file) =>
    importFaults(file, readFileSync(join(root, file), 'utf8'), (name) => entries.get(name) ?? new Set()),
  )
  for (const fault of faults) console.error(fault)
  if (unique.length === 0) console.error('No file was looked at.')
  console.log(`${unique.length} files, ${faults.length} faults`)
  if (faults.length > 0 || unique.length === 0) process.exit(1)
}

if (import.meta.main) main()
