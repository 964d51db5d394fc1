import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { lstat, readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { dataFolderOf, identityOf, reasonToRun, serverEnvironment } from './data-folder.ts'
import { errorCode } from './error-code.ts'
import type { Programs } from './programs.ts'
import { lastFatalMessage, sizeOf } from './server-log.ts'
import type { Account } from './server-user.ts'

/** A running server of PostgreSQL that is our child. */
export type Postmaster = {
  readonly pid: number
  /** Settles when it has ended, with how: `exit code 1`, `signal SIGKILL`. Never rejects. */
  readonly ended: Promise<string>
  /** Ends it in order; harder when it takes too long. */
  stop(): Promise<void>
}

export type PostmasterPlace = {
  readonly programs: Programs
  readonly folder: string
  readonly configFolder: string
  readonly logFile: string
  readonly runsAs: Account | undefined
}

const pollMs = 10

/** Signals of the postmaster: end sessions and stop; stop without a checkpoint; the kernel's way. */
const stopSteps = [
  { signal: 'SIGINT', mode: 'fast', patienceMs: 60_000 },
  { signal: 'SIGQUIT', mode: 'immediate', patienceMs: 10_000 },
  { signal: 'SIGKILL', mode: 'immediate', patienceMs: 10_000 },
] as const

/**
 * Starts the server and waits until it takes connections; recovery after a crash may take its time, as long as it lives.
 * It gets a session of its own: Ctrl-C goes to us alone, and we stop it when nothing uses it any more.
 *
 * @param stopping ends it while it is still starting
 * @throws Error with the server's own reason when it ends instead
 */
export async function startPostmaster(place: PostmasterPlace, stopping: AbortSignal): Promise<Postmaster> {
  const { programs, folder, configFolder, logFile, runsAs } = place
  const logBytesBefore = await sizeOf(logFile)
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(programs.postgres, ['-D', dataFolderOf(folder), '-c', `config_file=${join(configFolder, 'postgresql.conf')}`], {
    cwd: '/',
    detached: true,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    ...identityOf(runsAs),
  })
  closeSync(log)
  const end = Promise.withResolvers<string>()
  let hasEnded = false
  const finish = (how: string): void => {
    hasEnded = true
    end.resolve(how)
  }
  child.once('error', (error) => finish(reasonToRun(error)))
  child.once('exit', (code, signal) => finish(signal === null ? `exit code ${code}` : `signal ${signal}`))
  const { pid } = child
  if (pid === undefined) throw new Error(await end.promise)
  const stopEarly = (): void => signalProcess(pid, 'SIGINT')
  stopping.addEventListener('abort', stopEarly)
  while (!(hasEnded || (await isReady(folder, pid)))) await Promise.race([delay(pollMs), end.promise])
  stopping.removeEventListener('abort', stopEarly)
  if (hasEnded) throw new Error((await lastFatalMessage(logFile, logBytesBefore)) ?? (await end.promise))
  const isAlive = async (): Promise<boolean> => !hasEnded
  return { pid, ended: end.promise, stop: () => stopServer(place, pid, isAlive) }
}

/** `postmaster.pid` (PostgreSQL source, `miscadmin.h`): process id in line 1, status in line 8. */
async function isReady(folder: string, pid: number): Promise<boolean> {
  const lines = await readPidFile(folder)
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

async function readPidFile(folder: string): Promise<string[]> {
  try {
    return (await readFile(join(dataFolderOf(folder), 'postmaster.pid'), 'utf8')).split('\n')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Ends a server in order, then harder and harder. */
async function stopServer(
  { programs, folder }: Pick<PostmasterPlace, 'programs' | 'folder'>,
  pid: number,
  isAlive: () => Promise<boolean>,
): Promise<void> {
  for (const { signal, mode, patienceMs } of stopSteps) {
    if (!(await isAlive())) return
    // Windows has no signals; there PostgreSQL listens for them on a pipe that pg_ctl knows.
    if (process.platform === 'win32') await runPgCtl(programs, ['stop', '-D', dataFolderOf(folder), '-m', mode, '-W'])
    else signalProcess(pid, signal)
    const until = performance.now() + patienceMs
    while ((await isAlive()) && performance.now() < until) await delay(pollMs)
  }
}

async function runPgCtl(programs: Programs, parameters: readonly string[]): Promise<number | null> {
  const child = spawn(programs.pgCtl, parameters, { env: serverEnvironment(), stdio: 'ignore' })
  const [code]: unknown[] = await once(child, 'exit')
  return typeof code === 'number' ? code : null
}

/** Sends a signal; a process that has gone in the meantime is what was wanted. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

/**
 * Stops a server on this folder that outlived the process that had started it. Only for who holds the folder's lock.
 *
 * @returns its process id, or undefined when there was none
 */
export async function stopOrphan(folder: string, programs: Programs): Promise<number | undefined> {
  const pid = Number((await readPidFile(folder))[0])
  const isOrphan = async (): Promise<boolean> => Number.isInteger(pid) && pid > 0 && (await isPostmasterOf(folder, pid, programs))
  if (await isOrphan()) {
    await stopServer({ programs, folder }, pid, isOrphan)
    return pid
  }
  // PostgreSQL refuses to start beside a file that a power cut has emptied, or whose number another program has by now.
  await rm(join(dataFolderOf(folder), 'postmaster.pid'), { force: true })
  return undefined
}

async function isPostmasterOf(folder: string, pid: number, programs: Programs): Promise<boolean> {
  if (process.platform === 'win32') return (await runPgCtl(programs, ['status', '-D', dataFolderOf(folder)])) === 0
  return process.platform === 'linux' ? worksInside(dataFolderOf(folder), pid) : runsWith(dataFolderOf(folder), pid)
}

/** A server of PostgreSQL works inside its data folder; its user is the owner of the data. */
async function worksInside(data: string, pid: number): Promise<boolean> {
  try {
    const [where, processFolder, dataOwner] = await Promise.all([readlink(`/proc/${pid}/cwd`), lstat(`/proc/${pid}`), lstat(data)])
    return where === data && processFolder.uid === dataOwner.uid
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ESRCH', 'EPERM'].includes(errorCode(error))) return false
    throw error
  }
}

/** Where there is no /proc, the command line tells the data folder. */
async function runsWith(data: string, pid: number): Promise<boolean> {
  const child = spawn('ps', ['-o', 'command=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] })
  let command = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    command += text
  })
  await once(child, 'close')
  return command.includes(`-D ${data} `)
}
