import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContainerSecurityContext, PodSecurityContext } from '../../model/pod.ts'
import { failing, fixed, outcomeOf, pod } from '../harness.ts'
import { runAsRoot } from './check.ts'

const withContext = (securityContext: ContainerSecurityContext, ofPod: PodSecurityContext = {}, more = {}) =>
  pod({ securityContext: ofPod, containers: [{ name: 'app', image: 'app:1', securityContext }], ...more })
const messages = (target: ReturnType<typeof pod>, options = {}) =>
  outcomeOf(runAsRoot, target, options)?.violations.map(({ message, data }) => `${message} ${data.field ?? ''}`.trim()) ?? []
const own = '/spec/containers/0/securityContext'
const ofPod = '/spec/securityContext'
const group = { runAsGroup: 1000 }

test('toride: a user other than root, or a kubelet that must not start root', () => {
  assert.deepEqual(failing(runAsRoot, withContext({ runAsUser: 1 })), [])
  assert.deepEqual(failing(runAsRoot, withContext({ runAsNonRoot: true })), [])
  assert.deepEqual(failing(runAsRoot, withContext({}, { runAsUser: 1 })), [])
  assert.deepEqual(failing(runAsRoot, withContext({}, { runAsNonRoot: true })), [])
  assert.deepEqual(failing(runAsRoot, withContext({})), [`${own}/runAsNonRoot`])
  assert.deepEqual(failing(runAsRoot, withContext({ runAsNonRoot: false }, { runAsNonRoot: true })), [`${own}/runAsNonRoot`])
  assert.deepEqual(failing(runAsRoot, withContext({ runAsUser: 0, runAsNonRoot: true })), [`${own}/runAsUser`])
  assert.deepEqual(failing(runAsRoot, withContext({ runAsUser: 1 }, { runAsUser: 0 })), [])
  assert.deepEqual(failing(runAsRoot, withContext({ runAsNonRoot: true }, { runAsUser: 0 })), [`${ofPod}/runAsUser`])
})

test('what the pod says is one fault, however many containers inherit it', () => {
  const target = pod({ securityContext: { runAsUser: 0 }, containers: [{ name: 'a' }, { name: 'b' }] })
  assert.deepEqual(failing(runAsRoot, target), [`${ofPod}/runAsUser`])
})

test('toride: the user of an image that was looked into', () => {
  const users: Record<string, number | string> = { 'root:1': 0, 'name:1': 'nginx', 'named-root:1': 'root', 'uid:1': 101, 'none:1': '' }
  const check = (image: string, options = {}) =>
    messages(pod({ containers: [{ name: 'app', image }] }), { inventory: { imageUser: (name: string) => users[name] }, ...options })
  assert.deepEqual(check('uid:1'), [])
  assert.deepEqual(check('name:1'), [])
  for (const image of ['root:1', 'named-root:1', 'none:1']) assert.deepEqual(check(image), ['image-is-root'])
  assert.deepEqual(check('unknown:1'), ['may-be-root'])
  const range = { parameters: { runAsUserRule: 'MustRunAs', runAsUserRanges: { ranges: [{ min: 100, max: 200 }] } } }
  assert.deepEqual(check('uid:1', range), [])
  assert.deepEqual(check('name:1', range), ['not-set runAsUser'])
  assert.deepEqual(check('uid:1', { profile: 'defender' }), ['not-set runAsUser', 'not-set runAsGroup'])
})

test('toride looks at ephemeral containers and not at Windows', () => {
  const target = pod({ containers: [], ephemeralContainers: [{ securityContext: { runAsUser: 0 } }] })
  assert.equal(failing(runAsRoot, target).length, 1)
  assert.equal(failing(runAsRoot, target, { profile: 'defender' }).length, 0)
  assert.equal(outcomeOf(runAsRoot, pod({ os: { name: 'windows' } }))?.reason, 'windows')
})

const defender = { profile: 'defender' } as const

test('defender: runAsUser alone counts, and the group must be 1 or more', () => {
  assert.deepEqual(messages(pod(), defender), ['not-set runAsUser', 'not-set runAsGroup'])
  assert.deepEqual(messages(withContext({ runAsNonRoot: true, ...group }), defender), ['not-set runAsUser'])
  assert.deepEqual(messages(withContext({ runAsUser: 0, runAsGroup: 0 }), defender), ['default runAsUser', 'not-allowed runAsGroup'])
  assert.deepEqual(messages(withContext({ runAsUser: 1000 }), defender), ['not-set runAsGroup'])
  assert.deepEqual(messages(withContext({ runAsUser: 1000 }, group), defender), [])
  assert.deepEqual(messages(withContext({ runAsGroup: 0 }, { runAsUser: 1, runAsGroup: 1 }), defender), ['not-allowed runAsGroup'])
})

test('defender: other groups may be missing, but not 0', () => {
  const check = (context: PodSecurityContext) => failing(runAsRoot, withContext({ runAsUser: 1, runAsGroup: 1 }, context), defender)
  assert.deepEqual(check({ fsGroup: 1, supplementalGroups: [1, 2] }), [])
  assert.deepEqual(check({ fsGroup: 0, supplementalGroups: [1, 0] }), [`${ofPod}/supplementalGroups/1`, `${ofPod}/fsGroup`])
})

for (const profile of ['toride', 'defender'] as const) {
  const rule = (name: string, value: string, ...ranges: { min: number; max: number }[]) => ({
    profile,
    parameters: {
      runAsUserRule: 'RunAsAny',
      runAsGroupRule: 'RunAsAny',
      fsGroupRule: 'RunAsAny',
      supplementalGroupsRule: 'RunAsAny',
      [`${name}Rule`]: value,
      [`${name}Ranges`]: { ranges },
    },
  })

  test(`${profile}: RunAsAny asks nothing`, () => {
    assert.deepEqual(messages(withContext({ runAsUser: 0 }), rule('runAsUser', 'RunAsAny')), [])
    assert.deepEqual(messages(pod(), rule('runAsUser', 'RunAsAny')), [])
  })

  test(`${profile}: MustRunAs wants a user of the ranges, and no range allows none`, () => {
    const ranges = [
      { min: 100, max: 200 },
      { min: 1000, max: -1 },
    ]
    for (const id of [100, 200, 1000, 2 ** 31])
      assert.deepEqual(messages(withContext({ runAsUser: id }), rule('runAsUser', 'MustRunAs', ...ranges)), [], String(id))
    for (const id of [99, 201, 999])
      assert.deepEqual(messages(withContext({ runAsUser: id }), rule('runAsUser', 'MustRunAs', ...ranges)), ['not-allowed runAsUser'])
    assert.deepEqual(messages(withContext({ runAsNonRoot: true }), rule('runAsUser', 'MustRunAs', ...ranges)), ['not-set runAsUser'])
    assert.deepEqual(messages(withContext({ runAsUser: 1000 }), rule('runAsUser', 'MustRunAs')), ['not-allowed runAsUser'])
  })

  test(`${profile}: MustRunAs wants groups set, MayRunAs does not`, () => {
    const range = { min: 5, max: 9 }
    assert.deepEqual(messages(pod(), rule('runAsGroup', 'MustRunAs', range)), ['not-set runAsGroup'])
    assert.deepEqual(messages(pod(), rule('runAsGroup', 'MayRunAs', range)), [])
    assert.deepEqual(messages(pod(), rule('fsGroup', 'MustRunAs', range)), ['pod-not-set fsGroup'])
    assert.deepEqual(messages(pod(), rule('supplementalGroups', 'MustRunAs', range)), ['pod-not-set supplementalGroups'])
    assert.deepEqual(messages(withContext({}, { supplementalGroups: [] }), rule('supplementalGroups', 'MustRunAs', range)), [
      'pod-not-set supplementalGroups',
    ])
    assert.deepEqual(messages(withContext({}, { fsGroup: 4 }), rule('fsGroup', 'MayRunAs', range)), ['not-allowed fsGroup'])
  })

  test(`${profile}: rules and ranges that are none are refused`, () => {
    for (const parameters of [
      { runAsUserRule: 'Anything' },
      { runAsUserRanges: { ranges: 'x' } },
      { fsGroupRanges: { ranges: [{ min: 1 }] } },
      { runAsGroupRanges: { ranges: [null] } },
    ]) {
      assert.throws(() => failing(runAsRoot, pod(), { profile, parameters }), { name: 'ParameterError' })
    }
  })
}

const contextAfterFix = (target: ReturnType<typeof pod>, options = {}) => {
  const spec = fixed(runAsRoot, target, options).spec as { securityContext?: object; containers: { securityContext?: object }[] }
  return { pod: spec.securityContext, container: spec.containers[0]?.securityContext }
}

test('the fix forbids root, or names another user where root is named', () => {
  assert.deepEqual(contextAfterFix(withContext({})), { pod: {}, container: { runAsNonRoot: true } })
  assert.deepEqual(contextAfterFix(withContext({ runAsUser: 0 })), { pod: {}, container: { runAsUser: 10_001 } })
  assert.deepEqual(contextAfterFix(withContext({}, { runAsUser: 0 })), { pod: { runAsUser: 10_001 }, container: {} })
  const parameters = { runAsUserRule: 'MustRunAs', runAsUserRanges: { ranges: [{ min: 500, max: 600 }] } }
  assert.deepEqual(contextAfterFix(withContext({}), { parameters }).container, { runAsUser: 500 })
})

test('the fix of defender names user and group', () => {
  assert.deepEqual(contextAfterFix(withContext({}), defender).container, { runAsUser: 10_001, runAsGroup: 10_001 })
})

test('there is no fix for an image of root', () => {
  const target = withContext({})
  assert.deepEqual(fixed(runAsRoot, target, { inventory: { imageUser: () => 0 } }), target)
})
