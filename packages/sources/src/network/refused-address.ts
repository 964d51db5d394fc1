import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'

/**
 * Addresses that requests made on someone's behalf never go to: link-local ones and those where clouds answer with the
 * machine's own credentials. Whoever may name an address could otherwise read those.
 */
const refused = new BlockList()
refused.addSubnet('169.254.0.0', 16, 'ipv4') // link-local; instance metadata of AWS, Azure, Google Cloud
refused.addSubnet('fe80::', 10, 'ipv6') // link-local
refused.addAddress('fd00:ec2::254', 'ipv6') // instance metadata of AWS over IPv6
refused.addAddress('fd20:ce::254', 'ipv6') // instance metadata of Google Cloud over IPv6
refused.addAddress('168.63.129.16', 'ipv4') // platform address of Azure
refused.addAddress('100.100.100.200', 'ipv4') // instance metadata of Alibaba Cloud
refused.addAddress('192.0.0.192', 'ipv4') // instance metadata of Oracle Cloud
refused.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6') // link-local through NAT64, RFC 6052

const refusedNames = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.azure.com',
  'instance-data',
  'instance-data.ec2.internal',
])

/** Whether an IP address is refused; IPv4 addresses inside IPv6 (`::ffff:169.254.169.254`) count as themselves. */
export function isRefusedAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const family = isIP(plain)
  return family !== 0 && refused.check(plain, family === 6 ? 'ipv6' : 'ipv4')
}

/** Whether the host of a URL is refused by its name or because it is a refused address. Names still have to be looked up with `guardedLookup`. */
export function isRefusedHost(hostname: string): boolean {
  return isRefusedAddress(hostname) || refusedNames.has(hostname.toLowerCase().replace(/\.$/, ''))
}

type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

/** `dns.lookup` for sockets which fails when a name leads to a refused address, so that no name can stand in for one. */
export function guardedLookup(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, [])
    const bad = addresses.find(({ address }) => isRefusedAddress(address))
    if (bad !== undefined)
      return callback(Object.assign(new Error(`${hostname} leads to the refused address ${bad.address}`), { code: 'EREFUSED' }), [])
    const first = addresses[0]
    if (options.all === true) return callback(null, addresses)
    if (first === undefined) return callback(Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }), [])
    callback(null, first.address, first.family)
  })
}
