import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failing, pod } from '../harness.ts'
import { windowsContainerAdministrator } from './check.ts'

test('names know no case and may have their domain', () => {
  const as = (runAsUserName: string) => ({ securityContext: { windowsOptions: { runAsUserName } } })
  const target = pod({ containers: [as('containeradministrator'), as('User Manager\\ContainerAdministrator'), as('ContainerUser')] })
  assert.deepEqual(failing(windowsContainerAdministrator, target), [
    '/spec/containers/0/securityContext/windowsOptions/runAsUserName',
    '/spec/containers/1/securityContext/windowsOptions/runAsUserName',
  ])
})
