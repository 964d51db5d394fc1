/** A block of addresses: the first address and the number of leading bits that all share. */
export type Cidr = { readonly bits: 32 | 128; readonly base: bigint; readonly prefix: number }

/**
 * Reads `10.0.0.0/8`, `fd00::/8`, or a single address as a block of one. Undefined when it is neither.
 */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/')
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash))
  if (address === undefined) return undefined
  const prefix = slash < 0 ? address.bits : parseDecimal(text.slice(slash + 1), address.bits)
  if (prefix === undefined) return undefined
  const shift = BigInt(address.bits - prefix)
  return { bits: address.bits, base: (address.value >> shift) << shift, prefix }
}

/** Whether every address of the inner block is in the outer one. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  if (outer.bits !== inner.bits || outer.prefix > inner.prefix) return false
  const shift = BigInt(outer.bits - outer.prefix)
  return outer.base >> shift === inner.base >> shift
}

/** Whether the block is the whole address family: `0.0.0.0/0`, `::/0`. */
export function isEverywhere({ prefix }: Cidr): boolean {
  return prefix === 0
}

function parseAddress(text: string): { bits: 32 | 128; value: bigint } | undefined {
  if (!text.includes(':')) {
    const value = parseIpv4(text)
    return value === undefined ? undefined : { bits: 32, value }
  }
  const value = parseIpv6(text)
  return value === undefined ? undefined : { bits: 128, value }
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let value = 0n
  for (const part of parts) {
    const octet = parseDecimal(part, 255)
    if (octet === undefined) return undefined
    value = (value << 8n) | BigInt(octet)
  }
  return value
}

/** RFC 4291 §2.2: eight groups, one run of zeros may be left out, the last two groups may be an IPv4 address. */
function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = parseGroups(halves[0] ?? '')
  const tail = parseGroups(halves[1] ?? '')
  if (head === undefined || tail === undefined) return undefined
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  let value = 0n
  for (const group of [...head, ...new Array<number>(missing).fill(0), ...tail]) value = (value << 16n) | BigInt(group)
  return value
}

function parseGroups(text: string): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  for (const part of text.split(':')) {
    if (part.includes('.')) {
      const ipv4 = parseIpv4(part)
      if (ipv4 === undefined) return undefined
      groups.push(Number(ipv4 >> 16n), Number(ipv4 & 0xffffn))
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else return undefined
  }
  return groups.length > 8 ? undefined : groups
}

function parseDecimal(text: string, maximum: number): number | undefined {
  if (!/^\d{1,3}$/.test(text)) return undefined
  const value = Number(text)
  return value <= maximum ? value : undefined
}
