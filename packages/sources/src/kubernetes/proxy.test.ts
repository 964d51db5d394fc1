import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Environment, proxyFor } from './proxy.ts'

function chosen(server: string, environment: Environment): string | undefined {
  const found = proxyFor(new URL(server), environment)
  assert.ok(found.ok)
  return found.value?.href
}

const proxied = { HTTPS_PROXY: 'http://proxy:3128' }

test('the variable of the scheme names the proxy, in both cases, with or without a scheme', () => {
  assert.equal(chosen('https://api.example.com', proxied), 'http://proxy:3128/')
  assert.equal(chosen('https://api.example.com', { https_proxy: 'proxy:3128' }), 'http://proxy:3128/')
  assert.equal(chosen('https://api.example.com', { HTTPS_PROXY: 'socks5://proxy:1080' }), 'socks5://proxy:1080')
  assert.equal(chosen('http://api.example.com', proxied), undefined)
  assert.equal(chosen('http://api.example.com', { HTTP_PROXY: 'http://proxy:3128' }), 'http://proxy:3128/')
  assert.equal(chosen('https://api.example.com', {}), undefined)
})

test('loopback never goes through a proxy', () => {
  for (const server of ['https://127.0.0.1:6443', 'https://localhost:6443', 'https://[::1]:6443'])
    assert.equal(chosen(server, proxied), undefined)
})

test('NO_PROXY knows hosts, suffixes, ports, addresses and blocks', () => {
  const exempt = (server: string, list: string): boolean => chosen(server, { ...proxied, NO_PROXY: list }) === undefined
  assert.equal(exempt('https://api.example.com', 'example.com'), true)
  assert.equal(exempt('https://example.com', 'example.com'), true)
  assert.equal(exempt('https://example.com', '.example.com'), false)
  assert.equal(exempt('https://api.example.com', '*.example.com'), true)
  assert.equal(exempt('https://badexample.com', 'example.com'), false)
  assert.equal(exempt('https://api.example.com:6443', 'other, api.example.com:6443'), true)
  assert.equal(exempt('https://api.example.com', 'api.example.com:6443'), false)
  assert.equal(exempt('https://10.1.2.3:6443', '10.0.0.0/8'), true)
  assert.equal(exempt('https://11.1.2.3:6443', '10.0.0.0/8'), false)
  assert.equal(exempt('https://[fd00::5]:6443', 'fd00::/8'), true)
  assert.equal(exempt('https://[fd00::5]:6443', 'fd00::5'), true)
  assert.equal(exempt('https://10.1.2.3', '10.1.2.3'), true)
  assert.equal(exempt('https://10.1.2.3', '10.1.2.0/99,bad/8,,/'), false)
  assert.equal(exempt('https://10.1.2.3', '*'), true)
})

test('a proxy that cannot be used is said', () => {
  const found = proxyFor(new URL('https://api.example.com'), { HTTPS_PROXY: 'ftp://proxy' })
  assert.equal(found.ok ? undefined : found.problem.code, 'bad-configuration')
})
