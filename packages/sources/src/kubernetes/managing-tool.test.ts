import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KubernetesObject, ObjectMeta } from '@toride/core/kubernetes-object'
import { managingTool } from './managing-tool.ts'

function deployment(metadata: ObjectMeta): KubernetesObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'cart', namespace: 'shop', ...metadata } }
}

const helm = {
  labels: { 'app.kubernetes.io/managed-by': 'Helm' },
  annotations: { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': 'shop' },
}

test('an object that nothing manages may be changed', () => {
  assert.equal(managingTool(deployment({})), undefined)
  assert.equal(managingTool(deployment({ labels: { 'app.kubernetes.io/managed-by': 'Helm' } })), undefined)
})

test('a release of Helm', () => {
  assert.deepEqual(managingTool(deployment(helm)), { tool: 'helm', source: 'shop/shop' })
})

test('an application of Argo CD, by annotation or label, also when it renders a chart', () => {
  const tracked = { 'argocd.argoproj.io/tracking-id': 'store:apps/Deployment:shop/cart' }
  assert.deepEqual(managingTool(deployment({ annotations: tracked })), { tool: 'argo-cd', source: 'store' })
  assert.deepEqual(managingTool(deployment({ labels: { 'argocd.argoproj.io/instance': 'store' } })), { tool: 'argo-cd', source: 'store' })
  assert.equal(managingTool(deployment({ labels: helm.labels, annotations: { ...helm.annotations, ...tracked } }))?.tool, 'argo-cd')
})

test('a kustomization and a Helm release of Flux', () => {
  const kustomization = { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' }
  assert.deepEqual(managingTool(deployment({ labels: kustomization })), { tool: 'flux', source: 'flux-system/apps' })
  const release = { ...helm.labels, 'helm.toolkit.fluxcd.io/name': 'cart', 'helm.toolkit.fluxcd.io/namespace': 'shop' }
  assert.deepEqual(managingTool(deployment({ labels: release, annotations: helm.annotations })), { tool: 'flux', source: 'shop/cart' })
})

test('an add-on that the cloud reconciles', () => {
  const labels = { 'addonmanager.kubernetes.io/mode': 'Reconcile', 'k8s-app': 'kube-dns' }
  assert.deepEqual(managingTool(deployment({ labels })), { tool: 'add-on manager', source: 'kube-dns' })
})

test('an object that a controller made from another one', () => {
  const owner = { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', name: 'main' }
  assert.equal(managingTool(deployment({ ownerReferences: [owner] })), undefined)
  assert.deepEqual(managingTool(deployment({ ownerReferences: [{ ...owner, controller: true }] })), {
    tool: 'controller',
    source: 'Prometheus/main',
  })
})
