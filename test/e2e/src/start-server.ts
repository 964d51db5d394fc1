import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = join(import.meta.dirname, '../../../apps/cli/bin/toride.js')
const startTimeoutMs = 180_000
const stopTimeoutMs = 30_000

export type TestServer = {
  readonly url: string
  /** Makes the first administrator. */
  readonly setupToken: string
  /** Stops the server and takes its data away. */
  stop(): Promise<void>
}

/**
 * Starts `toride up` on a free port of this machine with a data folder of its own.
 *
 * @param environment variables besides those of this process
 */
export async function startServer(options: {
  readonly demo: boolean
  readonly environment?: Readonly<Record<string, string>>
}): Promise<TestServer> {
  const data = await mkdtemp(join(tmpdir(), 'toride-e2e-'))
  // Started by root, the database runs as another user, who has to pass through.
  await chmod(data, 0o755)
  const child = spawn(process.execPath, [program, 'up', '--port', '0', '--data', join(data, 'data'), ...(options.demo ? ['--demo'] : [])], {
    env: { ...process.env, TORIDE_LOG_LEVEL: 'warn', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
    await closed
    clearTimeout(timer)
    await rm(data, { recursive: true, force: true })
  }
  let output = ''
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('utf8')).slice(-20_000)
  })
  const setupUrl = await new Promise<URL | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), startTimeoutMs)
    const settle = (url: URL | undefined) => {
      clearTimeout(timer)
      resolve(url)
    }
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      const found = /(http:\S+\/setup\?token=\S+)\n/.exec(output)?.[1]
      if (found !== undefined) settle(new URL(found))
    })
    child.once('close', () => settle(undefined))
  })
  if (setupUrl === undefined) {
    await stop()
    throw new Error(`The server did not start.\n${output}${errors}`)
  }
  return { url: setupUrl.origin, setupToken: setupUrl.searchParams.get('token') ?? '', stop }
}
