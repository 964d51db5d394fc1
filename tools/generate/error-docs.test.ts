import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { errorTable } from '../../packages/core/src/errors.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

test('every error of the table is raised somewhere', () => {
  const sources = globSync('{packages,apps}/*/src/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => !/\.test\.tsx?$/.test(file) && !file.endsWith('core/src/errors.ts'))
    .map((file) => readFileSync(`${root}${file}`, 'utf8'))
  assert.ok(sources.length > 50)
  const unraised = Object.keys(errorTable).filter((code) => !sources.some((source) => source.includes(`'${code}'`)))
  assert.deepEqual(unraised, [])
})
