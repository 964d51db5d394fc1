import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { loadManifests } from './load-manifests.ts'
import { locationIn } from './manifest-objects.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toride-manifests-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, content: string | Uint8Array): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`

async function load(...paths: string[]) {
  const { objects, problems, skipped, files } = await loadManifests(paths)
  const shown = (file = '') => relative(folder, file)
  return {
    names: objects.map(({ object }) => object.metadata?.name),
    problems: problems.map(({ code, at }) => `${code} ${shown(at.file)}${at.line === undefined ? '' : `:${at.line}`}`),
    skipped: skipped.map(({ file, line }) => `${shown(file)}:${line}`),
    files,
  }
}

test('a folder is read in order, without what is hidden, foreign or ignored', async () => {
  write('b.yaml', config('b'))
  write('a/z.yml', `${config('z')}---\n${config('x')}`)
  write('a/data.json', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'json' } }))
  write('a/readme.md', 'kind: no')
  write('values.yaml', 'replicas: 3\n')
  write('tsconfig.json', '{ /* comment */ }')
  write('.hidden/a.yaml', config('hidden'))
  write('.hidden.yaml', config('hidden'))
  write('node_modules/a.yaml', config('module'))
  write('generated/x.yaml', config('generated'))
  write('generated/keep.yaml', config('keep'))
  write('.torideignore', 'generated/*\n!generated/keep.yaml\n')
  assert.deepEqual(await load(folder), {
    names: ['json', 'z', 'x', 'b', 'keep'],
    problems: [],
    skipped: ['tsconfig.json:1', 'values.yaml:1'],
    files: 6,
  })
})

test('what is named must be for Kubernetes', async () => {
  const values = write('values.yaml', 'replicas: 3\n')
  const kubeconfig = write('config', 'apiVersion: v1\nkind: Config\nclusters: []\n')
  assert.deepEqual((await load(values, kubeconfig)).problems, ['object-not-kubernetes values.yaml:1', 'object-not-kubernetes config:1'])
})

test('lists are flattened, with places', async () => {
  const file = write(
    'list.yaml',
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: one}\n- 5\n- {apiVersion: v1, kind: PodList, items: [{metadata: {name: two}}]}\n',
  )
  const { objects, problems } = await loadManifests([file])
  assert.deepEqual(
    objects.map((each) => [each.object.kind, each.object.metadata.name, locationIn(each, '/metadata/name').line]),
    [
      ['ConfigMap', 'one', 6],
      ['Pod', 'two', 8],
    ],
  )
  assert.deepEqual(
    problems.map(({ at }) => at.line),
    [7],
  )
})

test('bad files are named and the rest is read', async () => {
  write('good.yaml', config('good'))
  write('binary.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]))
  write('latin1.yaml', Buffer.from('name: Andr\xe9\n', 'latin1'))
  write('utf16.yaml', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a: 1', 'utf16le')]))
  write('bom.yaml', `\u{feff}${config('bom')}`)
  write('broken.yaml', 'a: [\n')
  write('broken.json', '{"apiVersion": "v1"')
  truncateSync(write('huge.yaml', ''), 100 * 1024 * 1024)
  symlinkSync('nowhere', join(folder, 'dangling.yaml'))
  assert.deepEqual(await load(folder, join(folder, 'missing.yaml')), {
    names: ['bom', 'good'],
    problems: [
      'manifest-binary binary.yaml',
      'yaml-syntax broken.json:1',
      'yaml-syntax broken.yaml:2',
      'manifest-too-large huge.yaml',
      'manifest-not-utf8 latin1.yaml:1',
      'manifest-not-utf8 utf16.yaml',
      'manifest-unreadable dangling.yaml',
      'manifest-unreadable missing.yaml',
    ],
    skipped: [],
    files: 4,
  })
})

test('links are followed once, inside the folder, and loops are named', async () => {
  write('real/a.yaml', config('a'))
  symlinkSync('real', join(folder, 'again'))
  symlinkSync('..', join(folder, 'real/up'))
  symlinkSync('self', join(folder, 'self'))
  symlinkSync('/', join(folder, 'outside'))
  symlinkSync('real/a.yaml', join(folder, 'copy.yaml'))
  const { names, problems } = await load(folder)
  assert.deepEqual(names, ['a'])
  assert.deepEqual(problems.toSorted(), ['symlink-loop outside', 'symlink-loop real/up', 'symlink-loop self'])
})

test('a file that is named twice is read once', async () => {
  const file = write('a.yaml', config('a'))
  assert.deepEqual((await load(file, folder, file)).names, ['a'])
})

test('standard input', async () => {
  async function* chunks() {
    const bytes = Buffer.from(config('héllo'))
    for (const byte of bytes) yield Buffer.from([byte])
  }
  const { objects } = await loadManifests(['-'], { stdin: chunks() })
  assert.equal(objects[0]?.object.metadata.name, 'héllo')
})
