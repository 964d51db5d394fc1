import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { folderFor, scan, toride } from '../testing/run-toride.ts'

const workload = (apiVersion: string, kind: string) => `apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: cart, namespace: shop}
spec:
  template:
    metadata: {labels: {app: cart}}
    spec:
      hostNetwork: true
      containers:
      - name: cart
        image: registry.example/cart:1
        securityContext: {privileged: true}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: {app: cart}, ports: [{port: 80}]}
`

const rulesOf = (result: Awaited<ReturnType<typeof scan>>['result']) => result.findings.map(({ rule }) => rule)

describe('extensions that carry a pod', () => {
  test('are known when they are in wide use', async () => {
    const { result, stderr } = await scan(['-'], { stdin: workload('argoproj.io/v1alpha1', 'Rollout') })
    assert.ok(rulesOf(result).includes('privileged-containers') && rulesOf(result).includes('host-network-ports'))
    assert.ok(!rulesOf(result).includes('dangling-services'))
    assert.equal(stderr, '')
  })

  test('carry none when their template is elsewhere', async () => {
    const stdin =
      'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: a, namespace: b}\nspec: {workloadRef: {kind: Deployment, name: a}}\n'
    assert.deepEqual(rulesOf((await scan(['-'], { stdin })).result), [])
  })

  test('are looked at, and mended, when the settings name them', async (context) => {
    const folder = folderFor(context)
    const file = folder.write('worker.yaml', workload('example.dev/v1', 'Worker'))
    const unknown = await scan([file])
    assert.ok(!rulesOf(unknown.result).includes('privileged-containers'))
    assert.match(unknown.stderr, /^warning: .*worker\.yaml:5:3: example\.dev\/Worker holds a pod under \/spec\/template that is not/)
    assert.match(unknown.stderr, /"example\.dev\/Worker: \/spec\/template"/)
    const config = folder.write('settings.yaml', 'podCarriers: {example.dev/Worker: /spec/template}\n')
    const { result, stderr } = await scan([file, '--config', config])
    assert.ok(rulesOf(result).includes('privileged-containers'))
    assert.ok(!rulesOf(result).includes('dangling-services'))
    assert.equal(stderr, '')
    assert.match((await toride(['fix', 'manifests', file, '--config', config])).stdout, /^\+.*privileged: false/m)
  })

  test('are refused with what was meant', async (context) => {
    const folder = folderFor(context)
    const file = folder.write('worker.yaml', workload('example.dev/v1', 'Worker'))
    const cases: readonly [string, RegExp][] = [
      ['{example.dev/v1/Worker: /spec/template}', /podCarriers\.example\.dev\/v1\/Worker must be .* did you mean example\.dev\/Worker\?/],
      ['{Worker: /spec/template}', /must be a group and a kind, like/],
      ['{example.dev/Worker: spec.template}', /must be a JSON pointer; did you mean \/spec\/template\?/],
      ['{example.dev/Worker: /spec/template/spec}', /did you mean \/spec\/template\?/],
      ['{example.dev/Worker: /spec/tasks/0/template}', /must not lead through a list/],
      ['{example.dev/Worker: [a]}', /must be a string/],
      ['[example.dev/Worker]', /podCarriers must be an object/],
    ]
    for (const [text, message] of cases) {
      const config = folder.write('settings.yaml', `podCarriers: ${text}\n`)
      const { code, stderr } = await toride(['scan', 'manifests', file, '--config', config])
      assert.equal(code, 2)
      assert.match(stderr, message)
    }
  })
})
