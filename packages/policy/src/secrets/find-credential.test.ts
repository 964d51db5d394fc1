import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findCredential, isPlaceholder } from './find-credential.ts'

/** Made of its parts, so that no scanner takes this file for a leak. */
const made = (prefix: string, length: number, character = 'A') => prefix + character.repeat(length)

const credentials: readonly [string, string][] = [
  [`id=${made('AKIA', 16)}`, 'AKIA'],
  [made('ghp_', 36, 'x'), 'ghp_'],
  [made('glpat-', 20, 'x'), 'glpat-'],
  [`DefaultEndpointsProtocol=https;AccountName=a;${made('AccountKey=', 86, 'k')}==`, 'AccountKey='],
  ['-----BEGIN RSA PRIVATE KEY-----\nMII', '-----BEGIN RSA PRIVATE KEY-----'],
  ['postgres://app:hunter22@db.shop:5432/app', '://…:…@'],
  ['redis://:hunter22@cache', '://…:…@'],
]
for (const [text, form] of credentials) test(`${text.slice(0, 40)} is found`, () => assert.equal(findCredential(text), form))

const harmless = [
  '',
  'postgres://db.shop:5432/app',
  'postgres://app@db.shop/app',
  'postgres://app:$(DB_PASSWORD)@db.shop/app',
  'https://git.example/a:b@c',
  made('AKIA', 15),
  `x${made('AKIA', 16)}`,
  'ghp_short',
  '-----BEGIN CERTIFICATE-----\nMII',
  'https://hooks.slack.com/services/T',
]
for (const text of harmless) test(`${JSON.stringify(text.slice(0, 40))} is harmless`, () => assert.equal(findCredential(text), undefined))

test('references and masks are placeholders', () => {
  for (const value of [
    '$(PASSWORD)',
    `${'$'}{PASSWORD}`,
    '<password>',
    '{{ .Values.password }}',
    '/etc/secret',
    '****',
    'xxxxxx',
    'true',
    'yes',
    '',
  ]) {
    assert.ok(isPlaceholder(value), value)
  }
  for (const value of ['changeme', 'hunter22', 'p@ss']) assert.ok(!isPlaceholder(value), value)
})

test('a long text of beginnings is no credential', () => {
  assert.equal(findCredential('ghp_://:@AKIA'.repeat(100_000)), undefined)
})

test('any text is searched without failing', () => {
  fc.assert(fc.property(fc.string(), (text) => findCredential(text) === undefined || text.length > 0))
})
