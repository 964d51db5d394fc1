import assert from 'node:assert/strict'
import { existsSync, lstatSync, readlinkSync, statSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findProgramsPackage, installPrograms, type ProgramsPackage } from './programs.ts'

/** A package as npm unpacks it: no links, a list of them, and files that nothing needs. */
async function smallPackage(t: TestContext): Promise<{ programs: ProgramsPackage; cache: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'toride programs '))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const native = join(folder, 'package', 'native')
  for (const name of ['bin', 'lib/pkgconfig', 'share/postgresql']) await mkdir(join(native, name), { recursive: true })
  for (const name of ['initdb', 'postgres', 'pg_ctl']) await writeFile(join(native, 'bin', name), `program ${name}`, { mode: 0o700 })
  await writeFile(join(native, 'lib', 'libpq.so.5.18'), 'library', { mode: 0o600 })
  await writeFile(join(native, 'lib', 'libpq.a'), 'static library')
  await writeFile(join(native, 'share', 'postgresql', 'postgres.bki'), 'bootstrap')
  const links = [
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    { source: 'native/lib/libpq.so.5.18', target: '../outside' },
    { source: '../../etc/passwd', target: 'native/lib/passwd' },
  ]
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links))
  return { programs: { native, version: '18.4.0-beta.17', platform: 'linux-x64' }, cache: join(folder, 'cache') }
}

test('the copy has the listed links and what runs, readable by everybody, writable by its owner alone', async (t) => {
  const { programs, cache } = await smallPackage(t)
  const { postgres, major } = await installPrograms(programs, [cache])
  const copy = join(cache, 'postgresql-18.4.0-beta.17-linux-x64')
  assert.equal(postgres, join(copy, 'bin', 'postgres'))
  assert.equal(major, 18)
  assert.equal(readlinkSync(join(copy, 'lib', 'libpq.so.5')), 'libpq.so.5.18')
  assert.equal(statSync(postgres).mode & 0o777, 0o755)
  assert.equal(statSync(join(copy, 'lib', 'libpq.so.5.18')).mode & 0o777, 0o644)
  assert.equal(lstatSync(copy).mode & 0o777, 0o755)
  assert.deepEqual((await readdir(join(copy, 'lib'))).toSorted(), ['libpq.so.5', 'libpq.so.5.18'])
  assert.equal(existsSync(join(cache, 'outside')), false)
})

test('links that npm has made already are no hindrance', async (t) => {
  const { programs, cache } = await smallPackage(t)
  await symlink('libpq.so.5.18', join(programs.native, 'lib', 'libpq.so.5'))
  await installPrograms(programs, [cache])
  assert.equal(readlinkSync(join(cache, 'postgresql-18.4.0-beta.17-linux-x64', 'lib', 'libpq.so.5')), 'libpq.so.5.18')
})

test('several at once end with one whole copy and nothing beside it', async (t) => {
  const { programs, cache } = await smallPackage(t)
  const all = await Promise.all(Array.from({ length: 8 }, () => installPrograms(programs, [cache])))
  assert.equal(new Set(all.map(({ postgres }) => postgres)).size, 1)
  assert.deepEqual(await readdir(cache), ['postgresql-18.4.0-beta.17-linux-x64'])
})

test('a copy that lost the content of a file is made anew', async (t) => {
  const { programs, cache } = await smallPackage(t)
  const { initdb } = await installPrograms(programs, [cache])
  await truncate(initdb)
  await installPrograms(programs, [cache])
  assert.equal(statSync(initdb).size, 'program initdb'.length)
})

test('a cache that cannot be written, or that others may change, is passed over for the next', async (t) => {
  const { programs, cache } = await smallPackage(t)
  const open = `${cache}-open`
  await mkdir(open)
  await chmod(open, 0o777)
  const file = `${cache}-file`
  await writeFile(file, '')
  const { postgres } = await installPrograms(programs, [join(file, 'below'), open, cache])
  assert.ok(postgres.startsWith(join(cache, 'postgresql-')))
  await assert.rejects(installPrograms(programs, [open]), /others may write into it/)
})

test('a platform without a build is named', async () => {
  await assert.rejects(findProgramsPackage('sunos-x64'), {
    code: 'database-platform-unsupported',
    data: { platform: 'sunos-x64', reason: 'no build exists' },
  })
})
