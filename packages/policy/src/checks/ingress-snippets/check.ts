import { pointerToken } from '@toride/core/json-pointer'
import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { ingressKinds } from '../../network/ingress.ts'

/**
 * Ingresses should not carry configuration of the web server.
 *
 * Restricted field: Ingress metadata.annotations: nginx.ingress.kubernetes.io/*-snippet, nginx.org/*-snippets
 * Allowed: any other annotation
 * Source: CVE-2021-25742 (ingress-nginx: snippets read all secrets that the controller can); ingress-nginx turns them off by
 * default since 1.9
 */
export const ingressSnippets = defineObjectCheck({
  id: 'ingress-snippets',
  severity: 'medium',
  control: 'remediate-security-configurations',
  category: 'security',
  maps: { nsa: 'Network separation and hardening', mitre: ['T1552.007', 'T1190'] },
  kinds: ingressKinds,
  evaluate({ resource }) {
    const annotations = resource.object.metadata.annotations
    if (annotations === undefined) return []
    const found: Violation[] = []
    for (const name in annotations)
      if (isSnippet(name)) found.push(violation(`/metadata/annotations/${pointerToken(name)}`, { annotation: name }))
    return found
  },
})

function isSnippet(name: string): boolean {
  return (
    (name.startsWith('nginx.ingress.kubernetes.io/') && name.endsWith('-snippet')) ||
    (name.startsWith('nginx.org/') && name.endsWith('-snippets'))
  )
}
