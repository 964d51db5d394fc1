import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pgHbaConf, pgIdentConf, postgresqlConf, type ServerConfiguration } from './configuration.ts'

const configuration: ServerConfiguration = {
  configFolder: '/data/config',
  access: { kind: 'socket', socketFolder: '/run/toride/a', port: 5432 },
  starter: 'root',
  settings: {},
}

test('names with quotes, commas and backslashes stay one value', () => {
  const text = postgresqlConf({
    ...configuration,
    configFolder: "/it's \\ here",
    access: { kind: 'socket', socketFolder: '/a, "b" c', port: 5432 },
  })
  assert.ok(text.includes("hba_file = '/it''s \\\\ here/pg_hba.conf'\n"))
  assert.ok(text.includes(`unix_socket_directories = '"/a, ""b"" c"'\n`))
})

test('settings of the caller win, and those of the user come last', () => {
  const lines = postgresqlConf({ ...configuration, settings: { fsync: 'off' } })
    .trim()
    .split('\n')
  assert.deepEqual(
    lines.filter((line) => line.startsWith('fsync')),
    ["fsync = 'off'"],
  )
  assert.equal(lines.at(-1), "include 'custom.conf'")
})

test('on a socket the kernel says who asks, and only the starter may ask', () => {
  assert.equal(pgHbaConf(configuration), 'local all all peer map=toride\n')
  assert.equal(pgIdentConf({ ...configuration, starter: 'o"k' }), 'toride "o""k" postgres\ntoride "o""k" toride\n')
})

test('where there is no socket, this machine alone may connect, with a password', () => {
  const loopback: ServerConfiguration = {
    ...configuration,
    access: { kind: 'loopback', port: 6543, password: 'secret', passwordFile: '/p' },
  }
  assert.equal(pgHbaConf(loopback), 'host all all 127.0.0.1/32 scram-sha-256\n')
  const text = postgresqlConf(loopback)
  assert.ok(text.includes("listen_addresses = '127.0.0.1'\nport = '6543'\n"))
  assert.ok(!text.includes('secret'))
})
