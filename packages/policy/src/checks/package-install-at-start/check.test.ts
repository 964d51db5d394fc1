import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { packageInstallAtStart } from './check.ts'

const running = (text: string) => failing(packageInstallAtStart, pod({ containers: [{ command: ['sh', '-c', text] }] })).length

test('options may stand between', () => {
  for (const text of ['apk --no-cache add jq', 'pip3 install -r x', '/usr/bin/apt-get -y install x']) assert.equal(running(text), 1, text)
})

test('listing or removing installs nothing', () => {
  for (const text of ['apt-get update; ./install', 'apk info', 'npm run install-hooks', 'pipeline install'])
    assert.equal(running(text), 0, text)
})
