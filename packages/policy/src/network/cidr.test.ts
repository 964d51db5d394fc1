import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { containsCidr, isEverywhere, parseCidr } from './cidr.ts'

const cidr = (text: string) => {
  const parsed = parseCidr(text)
  assert.ok(parsed, text)
  return parsed
}

test('reads addresses and blocks of both families', () => {
  assert.deepEqual(cidr('10.1.2.3/8'), { bits: 32, base: 0x0a000000n, prefix: 8 })
  assert.deepEqual(cidr('192.168.0.1'), { bits: 32, base: 0xc0a80001n, prefix: 32 })
  assert.equal(cidr('::ffff:10.0.0.1').base, 0xffff0a000001n)
  assert.equal(cidr('fd00:ec2::254').base, (0xfd000ec2n << 96n) | 0x254n)
})

test('anything else is no block', () => {
  for (const text of [
    '',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.0/33',
    '10.0.0.0/',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    'host',
    ':',
    '::1/129',
    '::10.0.0',
    '12345::',
  ])
    assert.equal(parseCidr(text), undefined, text)
})

test('a block contains what begins with its bits', () => {
  assert.ok(containsCidr(cidr('169.254.0.0/16'), cidr('169.254.169.254')))
  assert.ok(containsCidr(cidr('0.0.0.0/0'), cidr('10.0.0.0/8')))
  assert.ok(!containsCidr(cidr('10.0.0.0/8'), cidr('0.0.0.0/0')))
  assert.ok(!containsCidr(cidr('0.0.0.0/0'), cidr('::1')))
  assert.ok(isEverywhere(cidr('::/0')))
})

test('never throws, whatever it reads', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV4Extended(), fc.ipV6()), (text) => void parseCidr(text)))
  fc.assert(fc.property(fc.ipV6(), (text) => assert.ok(parseCidr(text), text)))
})
