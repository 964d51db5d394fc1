import type { NewObject } from './create-objects.ts'

/**
 * A cluster's worth of objects: for every deployment (without pods of its own, so that nothing else is made) three pods as large as real
 * ones, a config map and, made by the controllers, a replica set.
 */
export function* manyObjects(namespace: string, deployments: number): Generator<NewObject> {
  for (let index = 0; index < deployments; index++) {
    const app = `app-${String(index).padStart(5, '0')}`
    yield {
      path: `/apis/apps/v1/namespaces/${namespace}/deployments`,
      object: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: app, labels: labelsOf(app) },
        spec: { replicas: 0, selector: { matchLabels: { app } }, template: { metadata: { labels: labelsOf(app) }, spec: podSpec(app) } },
      },
    }
    for (let replica = 0; replica < 3; replica++) {
      yield {
        path: `/api/v1/namespaces/${namespace}/pods`,
        object: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: `${app}-${replica}`, labels: labelsOf(`bare-${app}`) },
          spec: podSpec(app),
        },
      }
    }
    yield {
      path: `/api/v1/namespaces/${namespace}/configmaps`,
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: app },
        data: { 'application.properties': `name=${app}\n`.repeat(40) },
      },
    }
  }
}

function labelsOf(app: string): Record<string, string> {
  return { app, 'app.kubernetes.io/name': app, 'app.kubernetes.io/version': '1.4.2', tier: 'backend' }
}

function podSpec(app: string): Record<string, unknown> {
  const probe = { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 10, timeoutSeconds: 2 }
  const container = (name: string): Record<string, unknown> => ({
    name,
    image: `registry.example.com/shop/${app}/${name}:1.4.2`,
    ports: [{ name: 'http', containerPort: 8080 }],
    env: Array.from({ length: 10 }, (_, index) => ({ name: `SETTING_${index}`, value: `value-${index}-of-${app}` })),
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
    livenessProbe: probe,
    readinessProbe: probe,
    securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: 'config', mountPath: '/etc/app' }],
  })
  return { containers: [container('main'), container('proxy')], volumes: [{ name: 'config', configMap: { name: app } }] }
}
