import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { folderFor, scan, toride, unhealthy } from '../testing/run-toride.ts'

const annotated = (text: string) => unhealthy.replace('  namespace: shop\nspec', `  namespace: shop\n  annotations: {${text}}\nspec`)

describe('a scan warns', () => {
  test('of exemptions that cover nothing, when it has seen everything that they are for', async (context) => {
    const folder = folderFor(context)
    const file = folder.write('a.yaml', unhealthy)
    folder.write(
      '.toride.yaml',
      'exemptions:\n- {checks: [host-namespaces], reason: x}\n- {checks: [privileged-containers], kinds: [Deployment], reason: x}\n',
    )
    const settings = ['--config', `${folder.path}/.toride.yaml`]
    const { stderr } = await toride(['scan', 'manifests', folder.path, ...settings])
    assert.match(stderr, /^warning: .*\.toride\.yaml:2:3: The exemption "host-namespaces" covers nothing that was found\n {2}\S.*\n$/)
    assert.equal((await toride(['scan', 'manifests', file, ...settings])).stderr, '')
    folder.write('.toride.yaml', 'exemptions:\n- {checks: [host-namespaces], kinds: [deployment], reason: x}\n')
    const refused = await toride(['scan', 'manifests', folder.path, ...settings])
    assert.match(refused.stderr, /:2:39: exemptions\.0\.kinds\.0 "deployment" is not a kind/)
    assert.equal(refused.code, 2)
  })

  test('of annotations that name no check', async () => {
    const { stderr } = await scan(['-'], { stdin: annotated('toride.dev/ignore: "run-as-rot, host-namespaces"') })
    assert.match(stderr, /^warning: -:6:17: The annotation names "run-as-rot", which is not a check; did you mean run-as-root\?\n.*\n$/)
  })

  test('of kinds that Kubernetes does not have', async () => {
    for (const [kind, meant] of [
      ['deployment', 'Deployment'],
      ['Deploymnet', 'Deployment'],
    ]) {
      const { stderr } = await scan(['-'], { stdin: unhealthy.replace('kind: Deployment', `kind: ${kind}`) })
      assert.match(stderr, new RegExp(`^warning: -:2:1: Kubernetes has no kind ${kind}; did you mean ${meant}\\?`))
    }
    assert.equal((await scan(['-'], { stdin: 'apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {name: a}\n' })).stderr, '')
  })
})

test('the annotation of a pod template holds for its workload', async () => {
  const stdin = unhealthy.replace('labels: {app: cart}}', 'labels: {app: cart}, annotations: {toride.dev/ignore: privileged-containers}}')
  const { result } = await scan(['-'], { stdin })
  assert.deepEqual(
    result.exempt.map(({ rule }) => rule),
    ['privileged-containers'],
  )
})

test('the table says which parameters end findings', async () => {
  const { stdout } = await toride(['scan', 'manifests', '-'], { stdin: unhealthy })
  assert.match(
    stdout.replaceAll('\n', ' '),
    /2 findings will end when these parameters are set in \.toride\.yaml: service-allowed-ports\.allowedServicePortsList, trusted-registries\.allowedContainerImagesRegex/,
  )
})

test('a list of objects without a List around it is read and mended', async () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'b' }, spec: { hostPID: true, containers: [] } }
  const stdin = JSON.stringify([pod, { ...pod, metadata: { name: 'c', namespace: 'b' } }])
  const { result } = await scan(['-'], { stdin })
  assert.equal(result.findings.filter(({ rule }) => rule === 'host-namespaces').length, 2)
  const { stdout } = await toride(['fix', 'manifests', '-', '--write', '--rule', 'host-namespaces'], { stdin })
  assert.ok(!stdout.includes('"hostPID":true') && !stdout.includes('"hostPID": true'), stdout)
})

test('SARIF names files below the working folder relative to it', async () => {
  const file = `${process.cwd()}/apps/cli/package.json`
  const { stdout } = await toride(['scan', 'manifests', file, '--format', 'sarif'])
  assert.match(stdout, /"uri":"apps\/cli\/package\.json"/)
})
