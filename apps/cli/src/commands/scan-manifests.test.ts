import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { symlinkSync, truncateSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { folderFor, healthy, scan, spawnToride, toride, unhealthy } from '../testing/run-toride.ts'

describe('a scan', () => {
  test('finds what is wrong, where it stands', async (context) => {
    const file = folderFor(context).write('cart.yaml', unhealthy)
    const { result, code } = await scan([file, '--profile', 'defender'])
    const finding = result.findings.find(({ rule }) => rule === 'privileged-containers')
    assert.deepEqual(finding?.location, { file, line: 15, column: 11 })
    assert.equal(finding?.path, '/spec/template/spec/containers/0/securityContext/privileged')
    assert.equal(result.summary.resources, 2)
    assert.equal(code, 1)
  })

  test('lists findings in the order of files and lines', async (context) => {
    const folder = folderFor(context)
    folder.write('a.yaml', unhealthy)
    folder.write('b.yaml', unhealthy)
    const { result } = await scan([folder.path])
    const places = result.findings.map(({ location }) => `${location?.file} ${String(location?.line).padStart(3)}`)
    assert.deepEqual(places, places.toSorted())
    assert.equal(result.summary.resources, 4)
  })

  test('sees both of two objects with one name, and what stands beside them', async (context) => {
    const folder = folderFor(context)
    folder.write('dev.yaml', unhealthy.replace('---', '--- # dev'))
    folder.write('prod.yaml', unhealthy)
    const { result } = await scan([folder.path])
    const files = result.findings.filter(({ rule }) => rule === 'privileged-containers').map(({ location }) => location?.file.slice(-9))
    assert.deepEqual(files, ['/dev.yaml', 'prod.yaml'])
  })

  test('speaks Japanese', async () => {
    const { result } = await scan(['-', '--locale', 'ja'], { stdin: unhealthy })
    assert.equal(result.findings.find(({ rule }) => rule === 'privileged-containers')?.title, '特権コンテナーの使用を避ける')
  })

  test('of standard input names it -', async () => {
    const { result, code } = await scan(['-'], { stdin: healthy })
    assert.deepEqual([result.findings, code], [[], 0])
    assert.equal((await scan(['-'], { stdin: unhealthy })).result.findings[0]?.location?.file, '-')
  })

  test('judges by a standard of a version', async (context) => {
    const file = folderFor(context).write('cart.yaml', unhealthy)
    const { result } = await scan([file, '--standard', 'pod-security/baseline@v1.29'])
    assert.deepEqual(
      result.findings.map(({ rule }) => rule),
      ['pod-security/privileged'],
    )
  })
})

/** It names no namespace, and that is all that is wrong with it. */
const lowFindings = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: settings}\n'

describe('exit codes', () => {
  const cases: readonly { name: string; files: Record<string, string>; args?: string[]; code: number }[] = [
    { name: 'nothing found', files: { 'a.yaml': healthy }, code: 0 },
    { name: 'findings', files: { 'a.yaml': unhealthy }, code: 1 },
    { name: 'findings below the threshold', files: { 'a.yaml': lowFindings }, args: ['--fail-on', 'medium'], code: 0 },
    { name: 'findings at the threshold', files: { 'a.yaml': lowFindings }, code: 1 },
    { name: 'findings are never critical', files: { 'a.yaml': unhealthy }, args: ['--fail-on', 'Critical'], code: 0 },
    { name: 'never', files: { 'a.yaml': unhealthy }, args: ['--fail-on', 'none'], code: 0 },
    { name: 'something unreadable and findings', files: { 'a.yaml': unhealthy, 'b.yaml': 'a: [' }, code: 3 },
    { name: 'something unreadable alone', files: { 'b.yaml': 'a: [' }, code: 3 },
    { name: 'an empty folder', files: { 'readme.md': '' }, code: 2 },
    { name: 'nothing for Kubernetes', files: { 'values.yaml': 'a: 1' }, code: 2 },
  ]
  for (const { name, files, args = [], code } of cases) {
    test(`${code}: ${name}`, async (context) => {
      const folder = folderFor(context)
      for (const [file, text] of Object.entries(files)) folder.write(file, text)
      assert.equal((await toride(['scan', 'manifests', folder.path, ...args])).code, code)
    })
  }

  test('2: input without any object, which is named', async (context) => {
    const folder = folderFor(context)
    folder.write('readme.md', '')
    for (const [args, stdin] of [
      [['-'], ''],
      [['-'], '# nothing\n---\n'],
      [[folder.path], ''],
    ] as const) {
      const { code, stderr, result } = await scan(args, { stdin })
      assert.deepEqual([code, result.errors.map(({ code: error, file }) => [error, file])], [2, [['manifest-empty', args[0]]]])
      assert.ok(stderr.startsWith(`error: ${args[0]}: There is no Kubernetes object in it`), stderr)
    }
  })

  test('2: a path that cannot be looked at', async (context) => {
    const folder = folderFor(context)
    symlinkSync('self', `${folder.path}/self`)
    folder.write('file', '')
    const cases = [
      ['self', 'a symbolic link to itself'],
      ['n'.repeat(300), 'its name is too long'],
      ['file/inner', 'a part of the path is not a folder'],
    ] as const
    for (const [name, reason] of cases) {
      const { code, stderr } = await toride(['scan', 'manifests', `${folder.path}/${name}`])
      assert.equal(code, 2)
      assert.ok(stderr.includes(reason), stderr)
    }
    assert.match((await toride(['scan', 'manifests', ''])).stderr, /^error: "": The file could not be read/)
  })

  test('3: a fault of the program', async (context) => {
    const folder = folderFor(context)
    folder.write('a.yaml', unhealthy)
    const { code, stderr } = await spawnToride(['scan', 'manifests', '.'], {
      cwd: folder.path,
      nodeOptions: '--import=data:text/javascript,Array.prototype.toSorted=0',
    })
    assert.match(stderr, /^error: Toride has failed; please report this/)
    assert.equal(code, 3)
  })

  test('2: a path that does not exist, 3 when there is another', async (context) => {
    const folder = folderFor(context)
    folder.write('a.yaml', unhealthy)
    assert.equal((await toride(['scan', 'manifests', `${folder.path}/missing`])).code, 2)
    assert.equal((await toride(['scan', 'manifests', `${folder.path}/missing`, folder.path])).code, 3)
  })
})

describe('bad input', () => {
  test('is named with its place, and the rest is scanned', async (context) => {
    const folder = folderFor(context)
    folder.write('good.yaml', unhealthy)
    folder.write('broken.yaml', `${healthy}---\nkind: [Pod\n---\n${healthy.replace('settings', 'other')}`)
    folder.write('twice.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nkind: Pod\n')
    folder.write('binary.yaml', Buffer.from([0, 1, 2, 3]))
    folder.write(
      'bomb.yaml',
      ['a: &a [x,x,x,x,x,x,x,x,x,x]', ...'bcdefghij']
        .map((line, index, all) => (index === 0 ? line : `${line}: &${line} [${`*${index === 1 ? 'a' : all[index - 1]},`.repeat(10)}]`))
        .join('\n'),
    )
    folder.write('deep.yaml', `a: ${'['.repeat(10_000)}`)
    folder.write('deep.json', `{"apiVersion": ${'['.repeat(10_000)}`)
    folder.write(
      'type.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec:\n  containers: none\n  hostPID: true\n',
    )
    folder.write('template.yaml', 'kind: {{ .Values.kind }}\n---\n{{- if .Values.other }}\nkind: Pod\n{{- end }}\n')
    folder.write('latin1.yaml', Buffer.from('apiVersion: v1\nkind: Caf\xe9\n', 'latin1'))
    folder.write('unknown.yaml', 'apiVersion: example.dev/v1\nkind: Wonder\nmetadata: {name: w}\nspec: {any: thing}\n')
    truncateSync(folder.write('huge.yaml', ''), 100 * 1024 * 1024)
    symlinkSync('.', `${folder.path}/loop`)
    const { result, code, stderr } = await scan([folder.path])
    assert.equal(code, 3)
    const errors = result.errors.map(
      ({ code: error, file, line }) => `${error} ${file?.slice(folder.path.length + 1)}${line === undefined ? '' : `:${line}`}`,
    )
    assert.deepEqual(errors.toSorted(), [
      'manifest-binary binary.yaml',
      'manifest-not-utf8 latin1.yaml:2',
      'manifest-template template.yaml:1',
      'manifest-too-large huge.yaml',
      'object-wrong-type type.yaml:5',
      'symlink-loop loop',
      'yaml-duplicate-key twice.yaml:4',
      'yaml-syntax broken.yaml:7',
      'yaml-too-deep deep.json:1',
      'yaml-too-deep deep.yaml:1',
      'yaml-too-many-nodes bomb.yaml:6',
    ])
    for (const { file = '', message } of result.errors) assert.ok(stderr.includes(file) && stderr.includes(message))
    assert.ok(result.findings.some(({ rule, location }) => rule === 'privileged-containers' && location?.file.endsWith('good.yaml')))
    assert.ok(result.findings.some(({ rule, location }) => rule === 'host-namespaces' && location?.file.endsWith('type.yaml')))
    assert.equal(result.summary.resources, 6)
  })

  test('wrong flags and commands get usage with a suggestion, on stderr', async () => {
    const cases: readonly [string[], RegExp][] = [
      [['scan', 'manifests', '.', '--formt', 'json'], /unknown option '--formt' \(Did you mean --format\?\)\nUsage: toride scan manifests/],
      [['scn'], /unknown command 'scn' \(Did you mean scan\?\)\nUsage: toride/],
      [['scn', '--help'], /unknown command 'scn' \(Did you mean scan\?\)/],
      [['scan', 'manifets', '--help'], /Did you mean manifests\?/],
      [['scan', 'manifests', '.', '--format', 'jsn'], /Did you mean json\?/],
      [['scan', 'manifests', '.', '--fail-on', 'hihg'], /Did you mean high\?/],
      [['scan', 'manifests', '.', '--namespace', 'BAD NS'], /A namespace has lower-case letters/],
      [['scan', 'manifets', '.'], /Did you mean manifests\?/],
      [['scan', 'manifests'], /missing required argument 'path'/],
      [['scan', 'manifests', '.', '--format', 'xml'], /Allowed choices are table, json, sarif, junit, html/],
      [['scan', 'manifests', '.', '--fail-on', 'grave'], /Allowed choices are critical, high/],
      [['scan', 'manifests', '.', '--standard', 'cis'], /There is no standard "cis"; known are pod-security/],
      [['scan', 'manifests', '.', '--standard', 'pod-security/strict'], /"strict" is not a level/],
      [['scan', 'manifests', '.', '--target-version', 'new'], /"new" is not a version of Kubernetes/],
      [['scan', 'manifests', '.', '--policy', '/nonexistent'], /\/nonexistent: The file could not be read: it does not exist/],
      [['scan', 'manifests', '.', '--baseline', '/nonexistent'], /The baseline \/nonexistent could not be read/],
      [['scan', 'manifests', '.', '--output', '/nonexistent/x'], /could not be written to \/nonexistent\/x/],
      [[], /Usage: toride/],
    ]
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await toride(args)
      assert.match(stderr, message)
      assert.deepEqual([code, stdout], [2, ''])
    }
  })
})

test('progress is shown on a terminal, and wiped away', async (context) => {
  const folder = folderFor(context)
  folder.write('a.yaml', healthy)
  const run = (isTTY: boolean) => toride(['scan', 'manifests', folder.path], { isTTY })
  const { stdout, stderr } = await run(true)
  assert.ok(stderr.startsWith(`\r\u001b[K${folder.path}/a.yaml`))
  assert.ok(stderr.endsWith('\r\u001b[K'))
  assert.ok(!stdout.includes('\r'))
  assert.equal((await run(false)).stderr, '')
})

describe('the program', () => {
  test('prints results to stdout, messages to stderr, and ends with the exit code', async (context) => {
    const folder = folderFor(context)
    folder.write('a.yaml', unhealthy)
    folder.write('b.yaml', 'a: [')
    const { code, stdout, stderr } = await spawnToride(['scan', 'manifests', '.', '--format', 'json'], { cwd: folder.path })
    assert.equal(code, 3)
    assert.equal((JSON.parse(stdout) as { findings: { location: { file: string } }[] }).findings[0]?.location.file, 'a.yaml')
    assert.match(stderr, /^error: b\.yaml:1:5: /)
    assert.ok(!stderr.includes('\u001b'))
  })

  test('takes it when nobody reads on', async (context) => {
    const folder = folderFor(context)
    for (let index = 0; index < 40; index += 1) folder.write(`${index}.yaml`, unhealthy)
    const bin = fileURLToPath(new URL('../../bin/toride.js', import.meta.url))
    const command = `"${process.execPath}" "${bin}" scan manifests . | head -n 1`
    const stderr = await new Promise<string>((resolve) => {
      execFile('sh', ['-c', command], { cwd: folder.path }, (_, __, text) => resolve(text))
    })
    assert.equal(stderr, '')
  })
})
