import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startServer } from '@toride/server/main'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import type { Io } from '../io.ts'
import { version } from '../version.ts'

export type UpOptions = { readonly demo?: boolean; readonly port?: number; readonly host?: string; readonly data?: string }

/** `toride up`: database, API, jobs and portal in this process group, until it is told to stop. */
export async function up(options: UpOptions, io: Io): Promise<ExitCode> {
  const stopped = stopSignal()
  const server = await startServer({ ...options, ...releasedFolders(), version, environment: io.environment })
  io.stdout.write(`Toride runs at ${server.url}\n`)
  if (server.setupUrl !== undefined) io.stdout.write(`Make the first administrator at ${server.setupUrl}\n`)
  io.stderr.write(`Data: ${server.dataFolder}. Ctrl+C stops.\n`)
  await stopped
  await server.stop()
  return exitCodes.ok
}

/** A release carries the portal and the sample data beside its code; in the repository the server knows where they are. */
function releasedFolders(): { portalFolder?: string; demoFolder?: string } {
  const portalFolder = fileURLToPath(new URL('../portal', import.meta.url))
  const demoFolder = fileURLToPath(new URL('../demo/shop', import.meta.url))
  return existsSync(portalFolder) ? { portalFolder, demoFolder } : {}
}

/** Settles with the first signal; a second one ends the process at once, as it would have without us. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) process.off(signal, stop)
      resolve()
    }
    for (const signal of signals) process.on(signal, stop)
  })
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
