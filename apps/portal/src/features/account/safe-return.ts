/**
 * Where to go after sign-in: an address inside the portal. Anything else (another host, `//host`, a scheme) becomes the
 * overview, so that a link to the sign-in page cannot lead away.
 */
export function safeReturn(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/'
  if (next.startsWith('/sign-in') || next.startsWith('/setup') || next.startsWith('/api')) return '/'
  return next
}
