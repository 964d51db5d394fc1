import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guardedLookup, isRefusedAddress, isRefusedHost } from './refused-address.ts'

test('link-local and metadata addresses are refused in every spelling', () => {
  const refused = [
    '169.254.169.254',
    '169.254.0.1',
    'fe80::1',
    'fe80::1%eth0',
    '[fe80::1]',
    'fd00:ec2::254',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '168.63.129.16',
    '100.100.100.200',
  ]
  for (const address of refused) assert.equal(isRefusedAddress(address), true, address)
  for (const host of ['http://2852039166', 'http://0xa9fea9fe', 'http://0251.0376.0251.0376', 'http://[::ffff:169.254.169.254]']) {
    assert.equal(isRefusedHost(new URL(host).hostname), true, host)
  }
  for (const host of ['metadata.google.internal', 'METADATA.google.internal.', 'metadata', 'instance-data']) {
    assert.equal(isRefusedHost(host), true, host)
  }
})

test('other addresses are not refused', () => {
  for (const host of ['127.0.0.1', '10.0.0.1', '192.168.0.1', '::1', 'example.com', 'metadata.example.com', '169.253.0.1', '2001:db8::1']) {
    assert.equal(isRefusedHost(host), false, host)
  }
})

test('a name is looked up like any other, in both forms that sockets ask for', async () => {
  const [address, family] = await new Promise<[unknown, unknown]>((done, fail) =>
    guardedLookup('localhost', {}, (error, found, version) => (error === null ? done([found, version]) : fail(error))),
  )
  assert.ok((address === '127.0.0.1' && family === 4) || (address === '::1' && family === 6))
  const all = await new Promise((done, fail) =>
    guardedLookup('localhost', { all: true }, (error, found) => (error === null ? done(found) : fail(error))),
  )
  assert.ok(Array.isArray(all) && all.length > 0)
})

test('an address that is refused is refused by the lookup too', async () => {
  const error = await new Promise<NodeJS.ErrnoException | null>((done) => guardedLookup('169.254.169.254', {}, (failed) => done(failed)))
  assert.equal(error?.code, 'EREFUSED')
})
