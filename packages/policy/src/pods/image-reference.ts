/** An image name in its parts, completed as container runtimes do: `nginx` is `docker.io/library/nginx`. */
export type ImageReference = {
  /** Host of the registry, with port when one is given. */
  readonly registry: string
  /** Path below the registry. */
  readonly repository: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

const defaultRegistry = 'docker.io'

/**
 * Splits an image name; any text yields parts, whether or not a runtime would accept it (`imageFault` says that).
 *
 * Source: distribution/reference, grammar and normalisation of familiar names
 */
export function parseImage(image: string): ImageReference {
  const at = image.indexOf('@')
  const named = at < 0 ? image : image.slice(0, at)
  const digest = at < 0 ? undefined : image.slice(at + 1)
  const colon = named.lastIndexOf(':')
  const isTagged = colon > named.lastIndexOf('/')
  const path = isTagged ? named.slice(0, colon) : named
  const tag = isTagged ? named.slice(colon + 1) : undefined
  const slash = path.indexOf('/')
  const first = slash < 0 ? '' : path.slice(0, slash)
  if (first !== '' && (first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase())) {
    const registry = first === 'index.docker.io' ? defaultRegistry : first
    const rest = path.slice(slash + 1)
    return { registry, repository: registry === defaultRegistry && !rest.includes('/') ? `library/${rest}` : rest, tag, digest }
  }
  return { registry: defaultRegistry, repository: slash < 0 ? `library/${path}` : path, tag, digest }
}

/** What hinders a runtime from pulling an image of this name. */
export type ImageFault = 'empty' | 'characters' | 'uppercase' | 'tag' | 'digest'

const longestName = 255
const longestTag = 128

/**
 * The first reason why a container runtime refuses the image name; undefined when it is well formed.
 *
 * Source: distribution/reference, grammar
 */
export function imageFault(image: string): ImageFault | undefined {
  if (image === '') return 'empty'
  const { registry, repository, tag, digest } = parseImage(image)
  if (!isHost(registry) || registry.length + repository.length > longestName) return 'characters'
  for (const part of repository.split('/')) {
    if (isPathPart(part)) continue
    return isPathPart(part.toLowerCase()) ? 'uppercase' : 'characters'
  }
  if (tag !== undefined && !isTag(tag)) return 'tag'
  return digest === undefined || isDigest(digest) ? undefined : 'digest'
}

const lower = 1
const upper = 2
const digit = 4

function classOf(code: number): number {
  if (code >= 97 && code <= 122) return lower
  if (code >= 65 && code <= 90) return upper
  return code >= 48 && code <= 57 ? digit : 0
}

function isHost(host: string): boolean {
  const colon = host.lastIndexOf(':')
  const port = colon < 0 || host.endsWith(']') ? undefined : host.slice(colon + 1)
  if (port !== undefined && !(port.length > 0 && port.length <= 5 && consistsOf(port, digit, ''))) return false
  const name = port === undefined ? host : host.slice(0, colon)
  if (name.startsWith('[') && name.endsWith(']')) return consistsOf(name.slice(1, -1), lower | upper | digit, ':.')
  return name.split('.').every((label) => consistsOf(label, lower | upper | digit, '-') && !label.startsWith('-') && !label.endsWith('-'))
}

/** Lower-case letters and digits, joined by `.`, `_`, `__` or any number of `-`. */
function isPathPart(part: string): boolean {
  let separator = ''
  for (let index = 0; index < part.length; index += 1) {
    const code = part.charCodeAt(index)
    if ((classOf(code) & (lower | digit)) !== 0) {
      if (separator !== '' && separator !== '.' && separator !== '_' && separator !== '__' && !consistsOf(separator, 0, '-')) return false
      separator = ''
    } else if (index === 0 || !'._-'.includes(part[index] as string)) return false
    else separator += part[index]
  }
  return part !== '' && separator === ''
}

function isTag(tag: string): boolean {
  return tag.length <= longestTag && consistsOf(tag, lower | upper | digit, '_.-') && tag[0] !== '.' && tag[0] !== '-'
}

function isDigest(digest: string): boolean {
  const colon = digest.indexOf(':')
  const hex = digest.slice(colon + 1)
  const algorithm = digest.slice(0, colon)
  if (colon < 1 || !consistsOf(algorithm, lower | upper | digit, '+._-') || !consistsOf(hex, lower | upper | digit, '')) return false
  return algorithm === 'sha256' ? hex.length === 64 : algorithm === 'sha512' ? hex.length === 128 : hex.length >= 32
}

function consistsOf(text: string, classes: number, others: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if ((classOf(text.charCodeAt(index)) & classes) === 0 && !others.includes(text[index] as string)) return false
  }
  return text !== ''
}

/** Whether what the image name means can change any time: it has neither digest nor tag, or the tag `latest`. */
export function isLatest(image: string): boolean {
  if (image === '' || image.includes('@')) return false
  return image.lastIndexOf(':') <= image.lastIndexOf('/') || image.endsWith(':latest')
}
