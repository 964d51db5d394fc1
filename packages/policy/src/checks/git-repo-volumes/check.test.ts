import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployment, failing } from '../harness.ts'
import { gitRepoVolumes } from './check.ts'

test('the pointer goes to the template of the owner', () => {
  const target = deployment({
    volumes: [
      { name: 'a', emptyDir: {} },
      { name: 'b', gitRepo: {} },
    ],
  })
  assert.deepEqual(failing(gitRepoVolumes, target), ['/spec/template/spec/volumes/1/gitRepo'])
})
