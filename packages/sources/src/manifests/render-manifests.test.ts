import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { loadManifests } from './load-manifests.ts'
import { locationIn } from './manifest-objects.ts'
import type { RenderTools } from './render-manifests.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toride-render-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, content: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** A program that stands where helm or kubectl would: it prints the file named after the last folder of its argument. */
function tool(body: string): string {
  const file = join(folder, '.tool')
  writeFileSync(file, `#!${process.execPath}\nconst folder = process.argv.at(-1)\n${body}\n`)
  chmodSync(file, 0o755)
  return file
}

function tools(program: string): RenderTools {
  return { helm: [program], kustomize: [['/nonexistent/kustomize'], [program]], timeoutMs: 20_000 }
}

async function load(renderTools: RenderTools, path = folder) {
  const loaded = await loadManifests([path], { renderTools })
  return {
    objects: loaded.objects.map((each) => {
      const { file, line } = locationIn(each, '/spec/containers/0/securityContext/privileged')
      return `${each.object.metadata.name} ${relative(folder, file)}:${line}`
    }),
    problems: loaded.problems.map(({ code, at, message }) => `${code} ${relative(folder, at.file ?? '')} ${message}`),
    skipped: loaded.skipped.map(({ file }) => relative(folder, file)),
  }
}

test('a chart is rendered, and places lead to its templates', async () => {
  write('chart/Chart.yaml', 'apiVersion: v2\nname: shop\n')
  write('chart/values.yaml', 'privileged: true\n')
  write(
    'chart/templates/pod.yaml',
    '{{- if .Values.on }}\nkind: Pod\nspec:\n  containers:\n  - name: app\n    securityContext:\n      privileged: {{ .Values.privileged }}\n{{- end }}\n',
  )
  write('library/Chart.yaml', 'apiVersion: v2\nname: lib\ntype: library\n')
  const program = tool(
    "console.log('---\\n# Source: shop/templates/pod.yaml\\napiVersion: v1\\nkind: Pod\\nmetadata: {name: cart}\\nspec:\\n  containers:\\n  - name: app\\n    securityContext:\\n      privileged: true')",
  )
  assert.deepEqual(await load(tools(program)), { objects: ['cart chart/templates/pod.yaml:7'], problems: [], skipped: ['library'] })
})

test('a kustomization is rendered as a whole, and places lead to its resources', async () => {
  write('base/kustomization.yaml', 'resources: [pod.yaml]\n')
  write('base/pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: cart\nspec:\n  containers:\n  - name: app\n    image: x\n')
  write('overlays/prod/kustomization.yaml', 'resources: [../../base]\nnamePrefix: prod-\npatches: [{path: patch.yaml}]\n')
  write('overlays/prod/patch.yaml', 'kind: Pod\n')
  write('plain.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: plain}\n')
  const program = tool(
    "console.log('apiVersion: v1\\nkind: Pod\\nmetadata: {name: prod-cart}\\nspec:\\n  containers:\\n  - name: app\\n    securityContext: {privileged: true}')",
  )
  assert.deepEqual(await load(tools(program)), {
    objects: ['plain plain.yaml:1', 'prod-cart base/pod.yaml:7'],
    problems: [],
    skipped: ['base'],
  })
})

test('what cannot be rendered is named, with the tool’s own reason', async () => {
  write('chart/Chart.yaml', 'name: shop\n')
  write('kustomization/kustomization.yaml', 'resources: []\n')
  const missing = { helm: ['/nonexistent/helm'], kustomize: [['/nonexistent/kustomize']], timeoutMs: 1000 }
  assert.deepEqual((await load(missing)).problems, [
    'helm-not-rendered chart The Helm chart was not rendered: /nonexistent/helm is not installed',
    'kustomize-not-rendered kustomization/kustomization.yaml The kustomization was not rendered: /nonexistent/kustomize is not installed',
  ])
  const failing = tool("console.error('WARNING: old\\nError: no values'); process.exit(1)")
  assert.deepEqual((await load(tools(failing), join(folder, 'chart'))).problems, [
    'helm-not-rendered chart The Helm chart was not rendered: Error: no values',
  ])
})

test('a tool that never ends is stopped', async () => {
  write('chart/Chart.yaml', 'name: shop\n')
  const endless = tool('setInterval(() => {}, 1000)')
  const { problems } = await load({ ...tools(endless), timeoutMs: 500 })
  assert.match(problems[0] ?? '', /did not finish within 0.5 s$/)
})
