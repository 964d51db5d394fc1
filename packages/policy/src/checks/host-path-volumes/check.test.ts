import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, fixed, pod } from '../harness.ts'
import { hostPathVolumes } from './check.ts'

const volume = (path: string) => ({ volumes: [{ name: 'data', hostPath: { path } }] })
const mounted = (path: string, readOnly?: boolean) =>
  pod({
    ...volume(path),
    containers: [{ name: 'app', volumeMounts: [{ name: 'data', mountPath: '/data', ...(readOnly !== undefined && { readOnly }) }] }],
  })
const allowing = (...paths: { pathPrefix: string; readOnly?: boolean }[]) => ({ parameters: { allowedHostPaths: { paths } } })
const found = ['/spec/volumes/0/hostPath/path']
const writable = ['/spec/containers/0/volumeMounts/0']

for (const profile of ['toride', 'defender'] as const) {
  test(`${profile}: an empty list allows no path of the node, other volumes are fine`, () => {
    assert.deepEqual(failing(hostPathVolumes, mounted('/tmp', true), { profile }), found)
    assert.deepEqual(failing(hostPathVolumes, pod({ volumes: [{ name: 'data', hostPath: {} }] }), { profile }), found)
    assert.deepEqual(failing(hostPathVolumes, pod({ volumes: [{ name: 'data', emptyDir: {} }] }), { profile }), [])
  })

  test(`${profile}: paths match by whole segments`, () => {
    const options = { profile, ...allowing({ pathPrefix: '/foo' }) }
    for (const path of ['/foo', '/foo/', '/foo/bar', '//foo//bar'])
      assert.deepEqual(failing(hostPathVolumes, mounted(path), options), [], path)
    for (const path of ['/fool', '/', '/bar/foo', 'fo', '/foo/../etc'])
      assert.deepEqual(failing(hostPathVolumes, mounted(path), options), found, path)
    assert.deepEqual(failing(hostPathVolumes, mounted('/anything'), { profile, ...allowing({ pathPrefix: '/' }) }), [])
  })

  test(`${profile}: an entry for reading wants every mount read-only; the freest entry decides`, () => {
    const reading = { profile, ...allowing({ pathPrefix: '/foo', readOnly: true }) }
    assert.deepEqual(failing(hostPathVolumes, mounted('/foo/bar'), reading), writable)
    assert.deepEqual(failing(hostPathVolumes, mounted('/foo/bar', false), reading), writable)
    assert.deepEqual(failing(hostPathVolumes, mounted('/foo/bar', true), reading), [])
    const both = { profile, ...allowing({ pathPrefix: '/foo', readOnly: true }, { pathPrefix: '/foo/bar' }) }
    assert.deepEqual(failing(hostPathVolumes, mounted('/foo/bar'), both), [])
  })

  test(`${profile}: excluded containers are left out of the mounts only`, () => {
    const target = pod({ ...volume('/foo'), containers: [{ name: 'a', volumeMounts: [{ name: 'data' }] }, { name: 'b' }] })
    const options = { profile, excludedContainers: ['a'] }
    assert.deepEqual(failing(hostPathVolumes, target, { ...options, ...allowing({ pathPrefix: '/foo', readOnly: true }) }), [])
    assert.deepEqual(failing(hostPathVolumes, target, options), found)
  })

  test(`${profile}: lists that are none are refused`, () => {
    for (const allowedHostPaths of [
      { paths: 'x' },
      { paths: [{}] },
      { paths: [{ pathPrefix: '/a/../b' }] },
      { paths: [{ pathPrefix: '/a', readOnly: 'yes' }] },
      { paths: [null] },
    ])
      assert.throws(() => failing(hostPathVolumes, pod(), { profile, parameters: { allowedHostPaths } }), { name: 'ParameterError' })
  })
}

test('paths of Windows have a list of their own, either slash and any case', () => {
  const target = pod({ os: { name: 'windows' }, ...volume('C:\\Logs\\app') })
  assert.deepEqual(failing(hostPathVolumes, target, allowing({ pathPrefix: '/' })), found)
  const windowsAllowedHostPaths = { paths: [{ pathPrefix: 'c:/logs', readOnly: false }] }
  assert.deepEqual(failing(hostPathVolumes, target, { parameters: { windowsAllowedHostPaths } }), [])
})

test('toride looks at the mounts of ephemeral containers', () => {
  const target = pod({ ...volume('/foo'), ephemeralContainers: [{ name: 'debug', volumeMounts: [{ name: 'data' }] }] })
  const options = allowing({ pathPrefix: '/foo', readOnly: true })
  assert.deepEqual(failing(hostPathVolumes, target, options), ['/spec/ephemeralContainers/0/volumeMounts/0'])
  assert.deepEqual(failing(hostPathVolumes, target, { ...options, profile: 'defender' }), [])
})

test('the fix makes a mount read-only; a path has none', () => {
  assert.deepEqual(fixed(hostPathVolumes, mounted('/foo'), allowing({ pathPrefix: '/foo', readOnly: true })), mounted('/foo', true))
  assert.deepEqual(fixed(hostPathVolumes, mounted('/foo')), mounted('/foo'))
})
