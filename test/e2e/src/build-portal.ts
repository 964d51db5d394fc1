import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** Builds the portal when its sources changed: what starts the server does so first, also when it is only asked for its help. */
export async function buildPortal(): Promise<void> {
  const script = join(import.meta.dirname, '../../../tools/start.ts')
  const [code] = (await once(spawn(process.execPath, [script, '--help'], { stdio: ['ignore', 'ignore', 'inherit'] }), 'close')) as [
    number | null,
  ]
  if (code !== 0) throw new Error('The portal could not be built.')
}
