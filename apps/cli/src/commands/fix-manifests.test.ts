import assert from 'node:assert/strict'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { folderFor, healthy, scan, toride, unhealthy } from '../testing/run-toride.ts'

const checks = fileURLToPath(new URL('../../../../packages/policy/src/checks', import.meta.url))

test('prints a diff and changes nothing', async (context) => {
  const folder = folderFor(context)
  const file = folder.write('a.yaml', unhealthy)
  const { stdout, code } = await toride(['fix', 'manifests', file, '--rule', 'privileged-containers'])
  assert.equal(code, 1)
  assert.deepEqual(stdout.split('\n').slice(2), [
    '@@ -12,7 +12,7 @@',
    '       - name: cart',
    '         image: registry.example/cart:1',
    '         securityContext:',
    '-          privileged: true # for now',
    '+          privileged: false # for now',
    ' ---',
    ' apiVersion: v1',
    ' kind: Service',
    '',
  ])
  assert.match(stdout, /^--- a\/.*a\.yaml\t?\n\+\+\+ b\//)
  assert.equal(readFileSync(file, 'utf8'), unhealthy)
})

test('writes the files, keeping comments, byte order mark and what is healthy', async (context) => {
  const folder = folderFor(context)
  const file = folder.write('a.yaml', `\u{feff}${unhealthy}`)
  const other = folder.write('b.yaml', `# fine\n${healthy}`)
  const { stdout, stderr, code } = await toride(['fix', 'manifests', folder.path, '--write', '--rule', 'privileged-containers'])
  assert.deepEqual([stdout, stderr, code], ['', '1 fix in 1 file; try a roll-out first, images may not bear privileged-containers\n', 0])
  assert.equal(readFileSync(file, 'utf8'), `\u{feff}${unhealthy.replace('privileged: true', 'privileged: false')}`)
  assert.equal(readFileSync(other, 'utf8'), `# fine\n${healthy}`)
  assert.ok(!(await scan([file])).result.findings.some(({ rule }) => rule === 'privileged-containers'))
})

test('mends what containers share by an anchor once, when all of them need it', async (context) => {
  const aliased = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop}
spec:
  containers:
  - name: one
    image: "x:1"
    securityContext: &context
      privileged: true
  - {name: two, image: "x:1", securityContext: *context}
  - {name: three, image: "x:1", securityContext: {privileged: true}}
`
  const file = folderFor(context).write('a.yaml', aliased)
  const { stderr, code } = await toride(['fix', 'manifests', file, '--write', '--rule', 'privileged-containers'])
  assert.match(stderr, /^3 fixes in 1 file;/)
  assert.equal(code, 0)
  assert.equal(readFileSync(file, 'utf8'), aliased.replaceAll('privileged: true', 'privileged: false'))
})

test('has nothing left to do after one run, also with merged anchors', async (context) => {
  const merged = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop}
spec:
  containers:
  - &one
    name: one
    image: "registry.example/x:1"
  - <<: *one
    name: two
`
  const file = folderFor(context).write('a.yaml', merged)
  await toride(['fix', 'manifests', file, '--write'])
  const once = readFileSync(file, 'utf8')
  assert.notEqual(once, merged)
  await toride(['fix', 'manifests', file, '--write'])
  assert.equal(readFileSync(file, 'utf8'), once)
})

test('leaves exempt findings and those behind an alias alone, and says so', async (context) => {
  const folder = folderFor(context)
  const aliased = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop}
spec:
  containers:
  - {name: one, image: "x:1", securityContext: &context {privileged: true}}
x-other: *context
`
  const file = folder.write('a.yaml', aliased)
  const { stderr, code } = await toride(['fix', 'manifests', file, '--write', '--rule', 'privileged-containers'])
  assert.equal(code, 3)
  assert.match(
    stderr,
    /a\.yaml:6:\d+: The fix of privileged-containers for Pod shop\/a was not written: it is shared by the anchor &context/,
  )
  assert.equal(readFileSync(file, 'utf8'), aliased)
  const exempt = unhealthy.replace('  namespace: shop\nspec', '  namespace: shop\n  annotations: {toride.dev/ignore: "*"}\nspec')
  assert.equal((await toride(['fix', 'manifests', '-'], { stdin: exempt })).stdout.includes('privileged'), false)
})

test('standard input comes out fixed', async () => {
  const { stdout, code } = await toride(['fix', 'manifests', '-', '--write', '--rule', 'privileged-containers'], { stdin: unhealthy })
  assert.equal(stdout, unhealthy.replace('privileged: true', 'privileged: false'))
  assert.equal(code, 0)
})

test('every fixture of every check can be fixed in its text: nothing that has a fix is found again', async (context) => {
  const folder = folderFor(context)
  cpSync(checks, folder.path, { recursive: true, filter: (path) => !/\.(?:ts|json)$/.test(path) })
  const files = readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  assert.ok(files.length > 100)
  let fixed = 0
  for (const file of files) {
    const path = `${folder.path}/${file}`
    const comments = readFileSync(path, 'utf8').match(/#.*/g) ?? []
    const before = await scan([path])
    if (!before.result.findings.some((finding) => 'fix' in finding)) continue
    const { stderr } = await toride(['fix', 'manifests', path, '--write'])
    assert.match(stderr, /^\d+ fix(?:es)? in \d files?(?:; [^\n]*)?\n$/, path)
    const after = await scan([path])
    assert.deepEqual(
      after.result.findings.filter((finding) => 'fix' in finding),
      [],
      path,
    )
    assert.deepEqual(readFileSync(path, 'utf8').match(/#.*/g) ?? [], comments, path)
    fixed += 1
  }
  assert.ok(fixed > 50, `${fixed} files fixed`)
})
