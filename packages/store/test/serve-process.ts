import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { scratchFolder } from '@toride/testing/scratch-folder'
import { until } from '@toride/testing/until'
import { removeAbandonedEmbedded } from '../src/embedded/remove-abandoned-embedded.ts'
import { parseAccounts } from '../src/embedded/server-user.ts'

const script = fileURLToPath(new URL('serve.ts', import.meta.url))

/** Who runs the program: whoever runs the tests, and, when that is root, an ordinary user as well. */
export type Identity = { readonly name: string; readonly uid?: number; readonly gid?: number }

export async function identities(): Promise<Identity[]> {
  if (process.getuid?.() !== 0) return [{ name: 'an ordinary user' }]
  const nobody = parseAccounts(await readFile('/etc/passwd', 'utf8')).get('nobody')
  if (nobody === undefined) throw new Error('Tests as root need the user nobody in /etc/passwd.')
  return [{ name: 'root' }, { name: 'an ordinary user', uid: nobody.uid, gid: nobody.gid }]
}

/** A user without a name, whom only root can become. */
export function namelessUsers(): Identity[] {
  return process.getuid?.() === 0 ? [{ name: 'a user without a name', uid: 1_234_567, gid: 1_234_567 }] : []
}

/** A temporary folder that belongs to the identity, with a name that needs care. */
export async function ownFolder(t: { after(cleanUp: () => Promise<void>): void }, { uid, gid }: Identity): Promise<string> {
  const folder = await mkdtemp(join(await scratchFolder(), 'toride store '))
  t.after(async () => {
    for (const program of running) await program.kill()
    for (const name of await readdir(folder)) await removeAbandonedEmbedded(join(folder, name))
    await rm(folder, { recursive: true, force: true })
  })
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid)
  else await chmod(folder, 0o755)
  return folder
}

/** A line that the program printed. */
export type Line = {
  readonly type?: string
  readonly pid?: number
  readonly ready?: number
  readonly user?: number
  readonly acknowledged?: number
  readonly numbers?: readonly number[]
  readonly code?: string
  readonly message?: string
  readonly how?: string
}

export type ServeProcess = {
  readonly pid: number
  readonly lines: readonly Line[]
  readonly exited: Promise<unknown>
  /** Waits for the first line from `from` on that the test is looking for; fails at once when the program ends without it. */
  line(matches: (line: Line) => boolean, from?: number): Promise<Line>
  /** Kills the program and its process group, and waits for its end. */
  kill(): Promise<void>
  /** Asks it to end in order, and waits for that. */
  stop(): Promise<void>
}

const running = new Set<ServeProcess>()

/** Starts `serve.ts` in a process group of its own as the identity. */
export function serve({ uid, gid }: Identity, folder: string, mode: 'hold' | 'write' | 'read' | 'exit'): ServeProcess {
  const account = uid === undefined || gid === undefined ? {} : { uid, gid }
  const home = uid === undefined ? process.env.HOME : homeOf(uid)
  const child = spawn(process.execPath, [script, folder, mode], {
    cwd: '/',
    detached: true,
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: process.env.TMPDIR },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  })
  const exited = once(child, 'close')
  const lines: Line[] = []
  let hasEnded = false
  createInterface({ input: child.stdout }).on('line', (text) => lines.push(JSON.parse(text)))
  child.once('close', () => {
    hasEnded = true
  })
  const { pid } = child
  if (pid === undefined) throw new Error('The program did not start.')
  const kill = async (): Promise<void> => {
    if (!hasEnded) process.kill(-pid, 'SIGKILL')
    await exited
  }
  const program: ServeProcess = {
    pid,
    lines,
    exited,
    line: async (matches, from = 0) => {
      const found = await until(
        `a line of the program after ${JSON.stringify(lines.slice(-5))}`,
        () => lines.slice(from).find(matches) ?? (hasEnded ? 'ended' : undefined),
      )
      if (found === 'ended') throw new Error(`The program ended: ${JSON.stringify(lines.slice(-5))}`)
      return found
    },
    kill,
    stop: async () => {
      if (!hasEnded) child.kill('SIGTERM')
      await exited
    },
  }
  running.add(program)
  child.once('close', () => running.delete(program))
  return program
}

let homes: string | undefined

/** A home for a user that has none, kept for the file, since the programs of PostgreSQL are copied into it. */
function homeOf(uid: number): string {
  if (homes === undefined) throw new Error(`No home was made for user ${uid}; call makeHomes before.`)
  return join(homes, String(uid))
}

/** Makes homes for the users of these tests. */
export async function makeHomes(): Promise<void> {
  homes = await mkdtemp(join(tmpdir(), 'toride-homes-'))
  await chmod(homes, 0o755)
  for (const { uid, gid } of [...(await identities()), ...namelessUsers()]) {
    if (uid === undefined || gid === undefined) continue
    await mkdir(homeOf(uid))
    await chown(homeOf(uid), uid, gid)
  }
}

export async function removeHomes(): Promise<void> {
  if (homes !== undefined) await rm(homes, { recursive: true, force: true })
}

/** Whether a process lives. One that has ended and is not yet waited for does not. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    return !['Z', 'X'].includes(stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3))
  } catch {
    return false
  }
}
