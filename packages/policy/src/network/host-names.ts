/**
 * Whether a host of a rule or certificate stands for another: equal, or `*.example.com` for one label below
 * (Kubernetes API, networking/v1 IngressRule.host). Host names are compared without case.
 */
export function coversHost(pattern: string, host: string): boolean {
  const wanted = host.toLowerCase()
  const given = pattern.toLowerCase()
  if (given === wanted) return true
  if (!given.startsWith('*.')) return false
  const dot = wanted.indexOf('.')
  return dot > 0 && wanted.slice(dot) === given.slice(1)
}
