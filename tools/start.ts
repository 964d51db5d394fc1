/**
 * Starts Toride from the sources: `npm start [-- --demo]`. Builds the portal first when its sources changed; everything
 * after `--` goes to `toride up`.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPortal } from './build-portal.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const started = performance.now()
process.stderr.write('Looking at the portal…\n')
if (await buildPortal(root)) process.stderr.write(`The portal was built in ${((performance.now() - started) / 1000).toFixed(1)} s.\n`)

const server = spawn(process.execPath, [join(root, 'apps/cli/bin/toride.js'), 'up', ...process.argv.slice(2)], { stdio: 'inherit' })
// A terminal sends Ctrl+C to both; what is sent to this process alone has to be passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => server.kill(signal))
server.on('close', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 0)
})
