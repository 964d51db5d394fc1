import assert from 'node:assert/strict'
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, suite, type TestContext, test } from 'node:test'
import { TorideError } from '@toride/core/errors'
import { until } from '@toride/testing/until'
import { sql } from 'kysely'
import {
  type Identity,
  identities,
  isAlive,
  type Line,
  makeHomes,
  namelessUsers,
  ownFolder,
  removeHomes,
  serve,
} from '../../test/serve-process.ts'
import { openStore } from '../open-store.ts'
import { startEmbeddedPostgres } from './start-embedded-postgres.ts'

const isReady = (line: Line): boolean => line.ready !== undefined
const hasNumbers = (line: Line): boolean => line.numbers !== undefined

before(makeHomes)
after(removeHomes)

for (const identity of await identities()) {
  suite(`as ${identity.name}`, () => {
    test('the database starts, stops, and starts again with its data; the server is never root', async (t) => {
      const folder = join(await ownFolder(t, identity), 'data folder')
      const first = serve(identity, folder, 'write')
      const postmaster = (await first.line(isReady)).ready ?? 0
      assert.notEqual(lstatSync(`/proc/${postmaster}`).uid, 0)
      await first.line(({ acknowledged }) => acknowledged === 20)
      await first.stop()
      assert.equal(await isAlive(postmaster), false)
      const second = serve(identity, folder, 'read')
      const { numbers = [] } = await second.line(hasNumbers)
      await second.exited
      assert.ok(numbers.length >= 20)
      assert.ok(!second.lines.some(({ type }) => type === 'initialised' || type === 'orphan-stopped'))
    })

    test('a second start on the same folder is refused and names folder and process', async (t) => {
      const folder = join(await ownFolder(t, identity), 'data')
      const first = serve(identity, folder, 'hold')
      await first.line(isReady)
      const second = serve(identity, folder, 'hold')
      const { message } = await second.line(({ code }) => code === 'database-folder-in-use')
      assert.equal(message, `The data folder ${folder} is in use by another Toride (process ${first.pid})`)
      await first.stop()
    })

    test('a server whose Toride was killed is stopped by the next start, and its rows are there', async (t) => {
      const folder = join(await ownFolder(t, identity), 'data')
      const first = serve(identity, folder, 'write')
      const orphan = (await first.line(isReady)).ready ?? 0
      await first.line(({ acknowledged }) => acknowledged === 50)
      await first.kill()
      assert.equal(await isAlive(orphan), true)
      const second = serve(identity, folder, 'read')
      assert.equal((await second.line(({ type }) => type === 'orphan-stopped')).pid, orphan)
      assertHasAll((await second.line(hasNumbers)).numbers, first.lines)
      await second.exited
      assert.equal(await isAlive(orphan), false)
    })

    test('a server that is killed while rows are written is started again, and no acknowledged row is lost', async (t) => {
      const folder = join(await ownFolder(t, identity), 'data')
      const first = serve(identity, folder, 'write')
      let postmaster = (await first.line(isReady)).ready ?? 0
      for (let round = 0; round < 2; round += 1) {
        const from = first.lines.length
        await until('rows', () => first.lines.slice(from).filter(({ acknowledged }) => acknowledged !== undefined).length > 50)
        const killedAt = first.lines.length
        process.kill(postmaster, 'SIGKILL')
        assert.equal((await first.line(({ type }) => type === 'crashed', killedAt)).how, 'signal SIGKILL')
        postmaster = (await first.line(({ type }) => type === 'started', killedAt)).pid ?? 0
        const restartedAt = first.lines.length
        await first.line(({ acknowledged }) => acknowledged !== undefined, restartedAt)
      }
      await first.stop()
      const second = serve(identity, folder, 'read')
      assertHasAll((await second.line(hasNumbers)).numbers, first.lines)
      await second.exited
    })

    test('when everything is killed at once while rows are written, no acknowledged row is lost', async (t) => {
      const folder = join(await ownFolder(t, identity), 'data')
      const first = serve(identity, folder, 'write')
      const postmaster = (await first.line(isReady)).ready ?? 0
      await first.line(({ acknowledged }) => acknowledged === 200)
      process.kill(postmaster, 'SIGKILL')
      await first.kill()
      const second = serve(identity, folder, 'read')
      assertHasAll((await second.line(hasNumbers)).numbers, first.lines)
      await second.exited
    })

    test('a database whose making was killed midway is made anew', async (t) => {
      const { folder, unfinished } = await killedWhileMaking(t, identity)
      assert.ok(readdirSync(folder).includes(unfinished))
      const second = serve(identity, folder, 'hold')
      await second.line(({ type }) => type === 'initialised')
      await second.line(isReady)
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith('data.new-')),
        [],
      )
      await second.stop()
    })

    test('a program that ends without stopping its database takes it along', async (t) => {
      const folder = join(await ownFolder(t, identity), 'data')
      const first = serve(identity, folder, 'exit')
      await first.exited
      const postmaster = first.lines.find(isReady)?.ready ?? 0
      await until('the end of the server', async () => !(await isAlive(postmaster)))
    })
  })
}

/** A folder whose database was being made when its program was killed. A busy machine can miss the moment: then once more. */
async function killedWhileMaking(t: TestContext, identity: Identity): Promise<{ folder: string; unfinished: string }> {
  for (;;) {
    const folder = join(await ownFolder(t, identity), 'data')
    const first = serve(identity, folder, 'hold')
    const seen = await until('initdb at work, or done', () => {
      const names = existsSync(folder) ? readdirSync(folder) : []
      return names.includes('data') ? 'done' : names.find((name) => name.startsWith('data.new-') && existsSync(join(folder, name, 'base')))
    })
    await first.kill()
    if (seen !== 'done' && readdirSync(folder).includes(seen)) return { folder, unfinished: seen }
  }
}

for (const identity of (await identities()).filter(({ uid }) => uid !== undefined)) {
  test("root does not take over a user's folder", async (t) => {
    const folder = join(await ownFolder(t, identity), 'data')
    const program = serve(identity, folder, 'hold')
    await program.line(isReady)
    await program.stop()
    await assert.rejects(startEmbeddedPostgres({ folder }), /it belongs to a user; start Toride as that user/)
  })
}

for (const identity of namelessUsers()) {
  test('a user without a name is told what is missing', async (t) => {
    const program = serve(identity, join(await ownFolder(t, identity), 'data'), 'hold')
    await program.line(({ code, message }) => code === 'database-user-unknown' && message?.includes('1234567') === true)
  })
}

const [self = { name: 'nobody' }] = await identities()

test('the folder is free again after a stop, and locked within one process as well', async (t) => {
  const folder = join(await ownFolder(t, self), 'data')
  const first = await startEmbeddedPostgres({ folder })
  await assert.rejects(startEmbeddedPostgres({ folder }), { code: 'database-folder-in-use', data: { folder, pid: process.pid } })
  await Promise.all([first.stop(), first.stop()])
  const second = await startEmbeddedPostgres({ folder })
  await second.stop()
})

test('a stop while the server is being started again after a crash leaves nothing running', async (t) => {
  const folder = join(await ownFolder(t, self), 'data')
  const events: string[] = []
  const server = await startEmbeddedPostgres({ folder, onEvent: ({ type }) => events.push(type) })
  process.kill(server.pid() ?? 0, 'SIGKILL')
  await until('the crash', () => events.includes('crashed'))
  await server.stop()
  assert.equal(server.pid() === undefined || !(await isAlive(server.pid() ?? 0)), true)
  await (await startEmbeddedPostgres({ folder })).stop()
})

test('everything that was acknowledged is on the disk, checked, and out of reach of the network and of other users', async (t) => {
  const folder = join(await ownFolder(t, self), 'data')
  const store = await openStore({ embedded: { folder } })
  t.after(store.close)
  const show = async (name: string): Promise<string | undefined> => {
    const { rows } = await sql<{ setting: string }>`select current_setting(${name}) as setting`.execute(store.database)
    return rows[0]?.setting
  }
  const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses', 'server_encoding', 'TimeZone']
  const settings = await Promise.all(names.map(async (name) => [name, await show(name)] as const))
  assert.deepEqual(Object.fromEntries(settings), {
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    data_checksums: 'on',
    listen_addresses: '',
    server_encoding: 'UTF8',
    TimeZone: 'UTC',
  })
  const socketFolder = decodeURIComponent(new URL(store.url).hostname)
  assert.equal(lstatSync(socketFolder).mode & 0o777, 0o700)
  assert.equal(lstatSync(join(folder, 'data')).mode & 0o777, 0o700)
  const { rows } = await sql<{ super: boolean }>`select rolsuper as super from pg_roles where rolname = current_user`.execute(
    store.database,
  )
  assert.deepEqual(rows, [{ super: false }])
})

test('the log tells what the server did, and settings of the user win', async (t) => {
  const folder = join(await ownFolder(t, self), 'data')
  await (await startEmbeddedPostgres({ folder })).stop()
  assert.match(await readFile(join(folder, 'postgres.log'), 'utf8'), /database system is ready to accept connections/)
  await writeFile(join(folder, 'config', 'custom.conf'), "work_mem = '7MB'\n")
  const store = await openStore({ embedded: { folder } })
  t.after(store.close)
  assert.deepEqual((await sql`show work_mem`.execute(store.database)).rows, [{ work_mem: '7MB' }])
})

test('a setting that PostgreSQL refuses is told in its words', async (t) => {
  const folder = join(await ownFolder(t, self), 'data')
  await assert.rejects(startEmbeddedPostgres({ folder, settings: { shared_buffers: 'much' } }), (error) => {
    assert.ok(error instanceof TorideError)
    assert.equal(error.code, 'database-start-failed')
    assert.match(error.message, /postgresql\.conf/)
    assert.match(error.message, /shared_buffers|contains errors/)
    return true
  })
})

test('data of another major version of PostgreSQL, and folders of something else, are left untouched', async (t) => {
  const folder = join(await ownFolder(t, self), 'data')
  await (await startEmbeddedPostgres({ folder })).stop()
  const version = join(folder, 'data', 'PG_VERSION')
  await writeFile(version, '99\n')
  await assert.rejects(startEmbeddedPostgres({ folder }), { code: 'database-postgres-newer', data: { folder, found: 99, supported: 18 } })
  await writeFile(version, '17\n')
  await assert.rejects(startEmbeddedPostgres({ folder }), { code: 'database-postgres-older', data: { folder, found: 17, supported: 18 } })
  await rename(version, join(folder, 'data', 'elsewhere'))
  await assert.rejects(startEmbeddedPostgres({ folder }), { code: 'database-folder-unusable' })
  await rename(join(folder, 'data', 'elsewhere'), version)
  await writeFile(version, '18\n')
  await (await startEmbeddedPostgres({ folder })).stop()
})

test('what a dead process has left in lock files is no hindrance: its number, that of another program, or nothing', async (t) => {
  const folder = join(await ownFolder(t, self), 'data')
  await (await startEmbeddedPostgres({ folder })).stop()
  const reused = [process.pid, join(folder, 'data'), 1, 5432, '/nowhere', '', '1 1', 'ready', ''].join('\n')
  for (const left of [reused, '', 'garbage']) {
    await writeFile(join(folder, 'lock.json'), left)
    await writeFile(join(folder, 'data', 'postmaster.pid'), left)
    const events: string[] = []
    const server = await startEmbeddedPostgres({ folder, onEvent: ({ type }) => events.push(type) })
    await server.stop()
    assert.deepEqual(events, ['started', 'stopped'])
  }
})

test('a folder that cannot be made or reached is named', async (t) => {
  const outer = await ownFolder(t, self)
  await writeFile(join(outer, 'file'), '')
  await assert.rejects(startEmbeddedPostgres({ folder: join(outer, 'file', 'data') }), { code: 'database-folder-unusable' })
  await mkdir(join(outer, 'closed'))
  await chmod(join(outer, 'closed'), 0o600)
  await assert.rejects(startEmbeddedPostgres({ folder: join(outer, 'closed', 'data') }), (error) => {
    assert.ok(error instanceof TorideError)
    assert.equal(error.code, 'database-folder-unusable')
    assert.ok(error.message.includes(join(outer, 'closed')))
    return true
  })
})

function assertHasAll(numbers: readonly number[] = [], lines: readonly Line[]): void {
  const present = new Set(numbers)
  const acknowledged = lines.flatMap((line) => line.acknowledged ?? [])
  assert.ok(acknowledged.length > 0)
  assert.deepEqual(
    acknowledged.filter((number) => !present.has(number)),
    [],
  )
}
