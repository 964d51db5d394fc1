import { BlockList, isIP, isIPv6 } from 'node:net'
import { problem } from '@toride/core/errors'
import { failure, type Outcome, success } from './outcome.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the environment names for an address, as Go's `http.ProxyFromEnvironment` chooses it, since users set these variables
 * for kubectl: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` and their lower-case forms; loopback addresses never go through a proxy.
 */
export function proxyFor(server: URL, environment: Environment): Outcome<URL | undefined> {
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const text = environment[name] ?? environment[name.toLowerCase()] ?? ''
  if (text === '' || isLoopback(server.hostname)) return success(undefined)
  if (isExempt(server, environment.NO_PROXY ?? environment.no_proxy ?? '')) return success(undefined)
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  if (url !== null && ['http:', 'https:', 'socks5:', 'socks5h:'].includes(url.protocol)) return success(url)
  return failure(problem('bad-configuration', {}, { reason: `${name} "${text}" is not an http, https or socks5 address` }))
}

/** Whether the host of a URL is this machine itself. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** `NO_PROXY`: hosts (which include their subdomains), `.suffix`, `*.suffix`, addresses, CIDR blocks, each with an optional port; `*` for all. */
function isExempt(server: URL, list: string): boolean {
  const host = server.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const port = server.port === '' ? (server.protocol === 'https:' ? '443' : '80') : server.port
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && matches(entry, host, port))
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return isInBlock(entry, host)
  const [, name = entry, entryPort] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(isIPv6(entry) ? `[${entry}]` : entry) ?? []
  if (entryPort !== undefined && entryPort !== port) return false
  if (isIP(name) !== 0) return name === host
  const suffix = name.replace(/^\*?\./, '')
  return (name === suffix && host === suffix) || host.endsWith(`.${suffix}`)
}

function isInBlock(entry: string, host: string): boolean {
  const family = isIP(host)
  const [network = '', prefix = ''] = entry.split('/')
  const bits = Number(prefix)
  if (family === 0 || isIP(network) !== family || !Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128)) return false
  const type = family === 4 ? 'ipv4' : 'ipv6'
  const block = new BlockList()
  block.addSubnet(network, bits, type)
  return block.check(host, type)
}
