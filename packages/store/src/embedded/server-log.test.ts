import assert from 'node:assert/strict'
import { appendFileSync, closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { boundLog, fatalMessageIn, lastFatalMessage } from './server-log.ts'

async function logFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'toride-log-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'postgres.log')
}

test('a log that grew too large is set aside and goes on empty in the same open file', async (t) => {
  const file = await logFile(t)
  const server = openSync(file, 'a')
  writeSync(server, 'x'.repeat(101))
  await boundLog(file, 100)
  writeSync(server, 'next')
  closeSync(server)
  assert.equal(readFileSync(file, 'utf8'), 'next')
  assert.equal(readFileSync(`${file}.1`, 'utf8').length, 101)
  await boundLog(file, 100)
  assert.equal(readFileSync(file, 'utf8'), 'next')
})

test('a log that does not exist yet is fine', async (t) => {
  await boundLog(await logFile(t))
})

test('the reason is the last fatal message since the start, and never one of an earlier start', async (t) => {
  const file = await logFile(t)
  const earlier = '12:00 [1] FATAL:  earlier\n'
  writeFileSync(file, earlier)
  appendFileSync(file, '12:01 [2] LOG:  starting\n12:01 [2] FATAL:  no space left\n12:01 [2] LOG:  database system is shut down\n')
  assert.equal(await lastFatalMessage(file, earlier.length), 'no space left')
})

test('without a fatal message the last line has to do', () => {
  assert.equal(fatalMessageIn('a\nerror while loading shared libraries\n\n'), 'error while loading shared libraries')
  assert.equal(fatalMessageIn(''), undefined)
})
