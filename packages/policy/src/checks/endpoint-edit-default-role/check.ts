import { defineObjectCheck, type Violation, violation } from '../../model/check.ts'
import { rulesOf } from '../../rbac/roles.ts'

/**
 * The default role for editors should not grant editing endpoints.
 *
 * Restricted field: rules[*] of ClusterRole/system:aggregate-to-edit: create, update or patch on endpoints and endpointslices
 * Allowed: no such rule (the default since Kubernetes 1.22; clusters made before keep it)
 * Source: Azure Policy 1ddac26b-ed48-4c30-8cc5-3a68c79b8001; CVE-2021-25740
 */
export const endpointEditDefaultRole = defineObjectCheck({
  id: 'endpoint-edit-default-role',
  severity: 'low',
  control: 'manage-access-and-permissions',
  category: 'security',
  maps: { azurePolicy: '1ddac26b-ed48-4c30-8cc5-3a68c79b8001', mitre: ['T1557'] },
  kinds: ['rbac.authorization.k8s.io/ClusterRole'],
  evaluate({ resource }) {
    if (resource.name !== 'system:aggregate-to-edit') return []
    const found: Violation[] = []
    for (const [index, { resources = [], verbs = [] }] of rulesOf(resource).entries()) {
      const edits = verbs.filter((verb) => verb === 'create' || verb === 'update' || verb === 'patch')
      const place = resources.findIndex((name) => name === 'endpoints' || name === 'endpointslices')
      if (edits.length > 0 && place >= 0)
        found.push(violation(`/rules/${index}/resources/${place}`, { verbs: edits.join(', '), resource: resources[place] ?? '' }))
    }
    return found
  },
})
