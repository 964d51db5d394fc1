import type { KubernetesObject } from '../../packages/core/src/kubernetes-object.ts'
import { catalogue } from '../../packages/policy/src/checks/catalogue.generated.ts'
import { dependencyIndex } from '../../packages/policy/src/engine/affected.ts'
import { assessResource } from '../../packages/policy/src/engine/assess.ts'
import { createPolicy } from '../../packages/policy/src/engine/policy.ts'
import { createInventory } from '../../packages/policy/src/inventory/inventory.ts'
import type { Measurement } from '../bench.ts'

const namespaces = 50
const workloadsPerNamespace = 20
const podsPerWorkload = 5

/**
 * A cluster of 5,000 pods in 1,000 Deployments, each with its ReplicaSet, Service, ServiceAccount and disruption budget:
 * what one changed Deployment costs, everything that depends on it included.
 */
export async function run(): Promise<readonly Measurement[]> {
  const checks = catalogue.map(({ check }) => check)
  const { plan } = createPolicy({ checks, profile: 'toride', now: new Date() })
  const dependencies = dependencyIndex(checks)
  const inventory = createInventory()
  for (const object of clusterObjects()) inventory.put(object)
  const options = { plan, inventory }

  const rounds = 200
  let assessed = 0
  let start = process.cpuUsage()
  for (let round = 0; round < rounds * 2; round += 1) {
    // The first half warms up the compiled code, as a server that runs for a while is.
    if (round === rounds) start = process.cpuUsage()
    const changed = inventory.put(deployment(round % namespaces, round % workloadsPerNamespace, round))
    for (const resource of dependencies.affectedBy(changed, inventory)) {
      assessResource(resource, options)
      assessed += 1
    }
  }
  const { user, system } = process.cpuUsage(start)
  if (assessed < rounds * 2) throw new Error('a change affected nothing')
  return [{ what: 'one changed Deployment among 5,000 pods, CPU time', figure: (user + system) / 1000 / rounds, budget: 5, unit: 'ms' }]
}

function* clusterObjects(): Generator<KubernetesObject> {
  for (let space = 0; space < namespaces; space += 1) {
    const namespace = `team-${space}`
    yield { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }
    for (let index = 0; index < workloadsPerNamespace; index += 1) {
      const name = `app-${index}`
      const owned = (kind: string, apiVersion: string, owner: string) => ({ kind, apiVersion, name: owner, controller: true })
      yield deployment(space, index, 0)
      yield {
        ...deployment(space, index, 0),
        kind: 'ReplicaSet',
        metadata: { name: `${name}-1`, namespace, ownerReferences: [owned('Deployment', 'apps/v1', name)] },
      }
      for (let pod = 0; pod < podsPerWorkload; pod += 1) {
        const metadata = {
          name: `${name}-1-${pod}`,
          namespace,
          labels: { app: name },
          ownerReferences: [owned('ReplicaSet', 'apps/v1', `${name}-1`)],
        }
        yield { apiVersion: 'v1', kind: 'Pod', metadata, spec: podSpec(name, 0) }
      }
      yield { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } }
      yield {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace },
        spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] },
      }
      yield {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name, namespace },
        spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } } },
      }
    }
  }
}

function deployment(space: number, index: number, generation: number): KubernetesObject {
  const name = `app-${index}`
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: `team-${space}` },
    spec: {
      replicas: podsPerWorkload,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: podSpec(name, generation) },
    },
  }
}

function podSpec(name: string, generation: number) {
  return {
    serviceAccountName: name,
    containers: [
      {
        name: 'app',
        image: `registry.example/app:1.${generation}`,
        ports: [{ containerPort: 8080 }],
        securityContext: { privileged: generation % 2 === 1 },
      },
    ],
  }
}
