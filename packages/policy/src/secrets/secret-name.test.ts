import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLiteralSecret, isSecretName } from './secret-name.ts'

for (const name of [
  'PASSWORD',
  'DB_PASSWORD',
  'dbPassword',
  'REDIS_PASS',
  'API_KEY',
  'apiKey',
  'JWT_SECRET',
  'client-secret',
  'TOKEN_2',
  'SIGNING_KEY',
])
  test(`${name} holds a secret`, () => assert.ok(isSecretName(name)))

const others = [
  'PWD',
  'PASSWORD_FILE',
  'TOKEN_URL',
  'SECRET_NAME',
  'PUBLIC_KEY',
  'SORT_KEY',
  'KEY',
  'MAX_TOKENS',
  'BYPASS',
  'KEYCLOAK_URL',
  'ACCESS_KEY_ID',
  '',
]
for (const name of others) test(`${name || 'nothing'} does not`, () => assert.ok(!isSecretName(name)))

test('a reference to where the secret is kept is not the secret', () => {
  for (const value of [
    'vault:secret/data/app#password',
    'arn:aws:secretsmanager:eu-west-1:1:secret:app',
    'https://vault.example',
    '$(FROM)',
    '',
  ])
    assert.ok(!isLiteralSecret(value), value)
  for (const value of ['hunter22', 'a:b:c']) assert.ok(isLiteralSecret(value), value)
})
