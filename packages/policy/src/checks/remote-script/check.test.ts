import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { remoteScript } from './check.ts'

const running = (text: string) => failing(remoteScript, pod({ containers: [{ command: ['sh', '-c', text] }] })).length

test('pipes, substitutions and evaluations count', () => {
  for (const text of [
    'wget -qO- http://x | sudo sh',
    'bash <(curl -s http://x)',
    'sh -c "$(curl -s http://x)"',
    'eval "$(curl -s http://x)"',
    'curl x|/bin/sh',
  ])
    assert.equal(running(text), 1, text)
})

test('what is fetched but not run does not', () => {
  for (const text of ['curl x || sh fallback', 'curl x | tee sh', 'cat x | sh', 'curlew | sh', 'curl -o x http://x && shasum x'])
    assert.equal(running(text), 0, text)
})
