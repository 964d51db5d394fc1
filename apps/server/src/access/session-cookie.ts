import { isIPv6 } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Only the server that set it can have set it: the prefix asks for Secure, Path=/ and no Domain (RFC 6265bis §4.1.3.2). */
const secureName = '__Host-toride-session'

/** For plain HTTP between machines, where no browser takes a cookie with that prefix. */
const plainName = 'toride-session'

/** The secret of the session that the request carries. */
export function sessionSecretOf(request: FastifyRequest): string | undefined {
  return request.cookies[secureName] ?? (isTrustworthy(request) ? undefined : request.cookies[plainName])
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, secret: string, expires: Date | undefined): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', ...(expires && { expires }) } as const
  if (isTrustworthy(request)) reply.setCookie(secureName, secret, { ...options, secure: true })
  else reply.setCookie(plainName, secret, options)
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  if (isTrustworthy(request)) reply.clearCookie(secureName, { path: '/', secure: true })
  else reply.clearCookie(plainName, { path: '/' })
}

/** Whether the browser takes a cookie marked Secure here: over HTTPS, and from the machine itself (W3C Secure Contexts §3.1). */
function isTrustworthy(request: FastifyRequest): boolean {
  return request.protocol === 'https' || isLoopbackHost(request.hostname)
}

function isLoopbackHost(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  return isIPv6(name) ? name === '::1' : /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
}
