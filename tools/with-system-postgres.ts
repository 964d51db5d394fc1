/**
 * Runs a command with the PostgreSQL of the distribution instead of the embedded one:
 * `node tools/with-system-postgres.ts npm test -- 'packages/store/src/*.test.ts'`.
 *
 * A cluster in a temporary folder, run by an unprivileged user, reachable through a socket that only its owner and root can
 * reach; its address is in TORIDE_TEST_DATABASE_URL. It is gone when the command has ended, whose exit status it takes.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const [command, ...parameters] = process.argv.slice(2)
if (command === undefined) fail('Name the command to run.')
const programs = newestPrograms()
const account: { uid?: number; gid?: number } = process.getuid?.() === 0 ? unprivilegedAccount() : {}
const folder = mkdtempSync(join(scratchFolder(), 'toride-system-'))
if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid)
const data = join(folder, 'data')

try {
  run('initdb', ['--pgdata', data, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'])
  const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off -c max_connections=200`
  run('pg_ctl', ['start', '--wait', '--pgdata', data, '--log', join(folder, 'log'), '--options', settings])
  try {
    run('createuser', ['--host', folder, '--username=postgres', '--createdb', 'toride'])
    console.log(`Running with ${run('postgres', ['--version']).trim()} of ${programs}`)
    process.exitCode = await runWithDatabase(`postgresql://toride@${encodeURIComponent(folder)}:5432/postgres`)
  } finally {
    run('pg_ctl', ['stop', '--wait', '--mode=immediate', '--pgdata', data])
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** In memory when there is enough of it: hundreds of small files are made for each test. */
function scratchFolder(): string {
  if (!existsSync('/dev/shm')) return tmpdir()
  const { bavail, bsize } = statfsSync('/dev/shm')
  return bavail * bsize >= 1024 ** 3 ? '/dev/shm' : tmpdir()
}

function newestPrograms(): string {
  const found = globSync('/usr/lib/postgresql/*/bin/initdb').toSorted((a, b) => majorOf(b) - majorOf(a))
  return dirname(found[0] ?? fail('No PostgreSQL is installed below /usr/lib/postgresql; "apt-get install postgresql" brings it.'))
}

function majorOf(path: string): number {
  return Number.parseInt(path.split('/')[4] ?? '', 10)
}

function unprivilegedAccount(): { uid: number; gid: number } {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  const [, , uid, gid] = (
    accounts.find((line) => line.startsWith('postgres:')) ??
    accounts.find((line) => line.startsWith('nobody:')) ??
    ''
  ).split(':')
  if (uid === undefined || gid === undefined) fail('PostgreSQL may not run as root, and neither postgres nor nobody is in /etc/passwd.')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Runs one of PostgreSQL's programs to its end; the server that pg_ctl starts keeps none of our pipes open. */
function run(program: string, args: readonly string[]): string {
  const options = { cwd: '/', encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C' }, ...account } as const
  const isStart = args[0] === 'start'
  const { status, stdout, stderr, error } = spawnSync(join(programs, program), args, { ...options, stdio: isStart ? 'ignore' : 'pipe' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? stderr ?? `status ${status}`}`)
  return stdout ?? ''
}

async function runWithDatabase(url: string): Promise<number> {
  const child = spawn(command ?? '', parameters, { stdio: 'inherit', env: { ...process.env, TORIDE_TEST_DATABASE_URL: url } })
  // Ctrl-C reaches the command as well; wait for its end, then clean up.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  const [code]: unknown[] = await once(child, 'close')
  return typeof code === 'number' ? code : 1
}

function fail(message: string): never {
  console.error(message)
  process.exit(2)
}
