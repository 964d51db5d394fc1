import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Log } from 'sarif'
import { SaxesParser } from 'saxes'
import { displayWidth } from '../terminal/display-width.ts'
import { folderFor, type JsonResult, toride, unhealthy } from '../testing/run-toride.ts'

/** Names as an attacker would choose them, in every place that a report shows. */
const hostile = `apiVersion: v1
kind: Pod
metadata:
  name: "</td><script>alert(1)</script>&\\e[31m\\0\\u202e"
  namespace: "]]><!--"
spec:
  hostPID: true
  containers:
  - name: "'\\"\\n<b>"
    image: "x:1\\u0001"
    securityContext: {privileged: true}
`
const exempt = unhealthy.replace(
  '  namespace: shop\nspec',
  '  namespace: shop\n  annotations: {toride.dev/ignore: privileged-containers, toride.dev/ignore-reason: "<why>"}\nspec',
)
const everything = `${exempt}---\n${hostile}---\na: [\n`

async function print(format: string, stdin: string, ...args: string[]): Promise<string> {
  return (await toride(['scan', 'manifests', '-', '--format', format, ...args], { stdin })).stdout
}

function assertValid(schema: object, document: unknown): void {
  const isDraft7 = String((schema as { $schema?: string }).$schema).includes('draft-0')
  const ajv = isDraft7 ? new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }) : new Ajv2020({ allErrors: true })
  ;(addFormats as unknown as (ajv: unknown) => void)(ajv)
  const validate = ajv.compile(schema)
  validate(document)
  assert.deepEqual(validate.errors, null)
}

function readJson(path: string | URL): object {
  return JSON.parse(readFileSync(path, 'utf8')) as object
}

/** Elements of well-formed XML in order, with their attributes and text. Throws when it is not. */
function readXml(xml: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = []
  const open: typeof elements = []
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' }
    elements.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += text
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(xml).close()
  return elements
}

describe('json', () => {
  const schema = readJson(new URL('../../../../docs/reference/result.schema.json', import.meta.url))

  test('is what the published schema says', async () => {
    for (const stdin of [everything, 'a: [', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n']) {
      assertValid(schema, JSON.parse(await print('json', stdin)))
    }
  })
})

describe('sarif', () => {
  const published = readJson(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'))
  // It is written in draft 4, of which it uses only what draft 7 understands in the same way, but for its own id.
  const schema = { ...published, $schema: 'http://json-schema.org/draft-07/schema#', id: undefined }

  test('is what the standard’s schema says, whatever stands in the manifests', async () => {
    for (const stdin of [everything, 'a: [', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n']) {
      assertValid(schema, JSON.parse(await print('sarif', stdin)))
    }
  })

  test('has true places, the rules that were found, suppressed and failed things', async (context) => {
    const folder = folderFor(context)
    folder.write('a b#ä.yaml', everything)
    const { stdout } = await toride(['scan', 'manifests', folder.path, '--format', 'sarif'])
    const run = (JSON.parse(stdout) as Log).runs[0]
    assert.ok(run?.results !== undefined && run.tool.driver.rules !== undefined)
    for (const result of run.results) assert.equal(run.tool.driver.rules[result.ruleIndex ?? -1]?.id, result.ruleId)
    const suppressed = run.results.find(({ suppressions }) => suppressions !== undefined)
    assert.deepEqual(suppressed?.suppressions, [{ kind: 'inSource', status: 'accepted', justification: '<why>' }])
    const place = run.results.find(({ ruleId }) => ruleId === 'host-namespaces')?.locations?.[0]?.physicalLocation
    assert.match(place?.artifactLocation?.uri ?? '', /^file:\/\/.*\/a%20b%23%C3%A4\.yaml$/)
    assert.deepEqual(place?.region, { startLine: 32, startColumn: 3 })
    const invocation = run.invocations?.[0]
    assert.equal(invocation?.executionSuccessful, false)
    assert.equal(invocation?.toolExecutionNotifications?.[0]?.descriptor?.id, 'yaml-syntax')
  })

  test('carries fixes that, applied to the file, are the fixed file', async (context) => {
    const folder = folderFor(context)
    const text = unhealthy.replaceAll('\n', '\r\n')
    const file = folder.write('cart.yaml', text)
    const { stdout } = await toride(['scan', 'manifests', file, '--format', 'sarif'])
    const results = (JSON.parse(stdout) as Log).runs[0]?.results ?? []
    const result = results.find(({ ruleId }) => ruleId === 'privileged-containers')
    const replacement = result?.fixes?.[0]?.artifactChanges[0]?.replacements[0]
    assert.deepEqual(replacement, {
      deletedRegion: { startLine: 15, startColumn: 1, endLine: 16, endColumn: 1 },
      insertedContent: { text: '          privileged: false # for now\r\n' },
    })
    assert.ok(results.filter(({ fixes }) => fixes !== undefined).length > 3)
  })

  test('knows a finding again after lines have moved', async () => {
    const fingerprints = async (stdin: string) =>
      ((JSON.parse(await print('sarif', stdin)) as Log).runs[0]?.results ?? [])
        // It has one finding for a whole pod, where the first container stands.
        .filter(({ ruleId }) => ruleId !== 'trusted-registries')
        .map(({ partialFingerprints }) => partialFingerprints?.['toride/v1'])
        .toSorted()
    const before = await fingerprints(unhealthy)
    assert.deepEqual(await fingerprints(`# moved\n\n${unhealthy}`), before)
    assert.equal(new Set(before).size, before.length)
    const sidecar = '      containers:\n      - {name: first, image: "registry.example/first@sha256:0"}\n'
    const after = await fingerprints(unhealthy.replace('      containers:\n', sidecar))
    assert.deepEqual(
      before.filter((each) => !after.includes(each)),
      [],
    )
  })
})

describe('junit', () => {
  test('is well-formed XML with a case per finding and per error', async () => {
    const elements = readXml(await print('junit', everything))
    const listed = (JSON.parse(await print('json', everything)) as JsonResult).findings
    const findings = listed.length
    const failures = listed.filter(({ severity }) => severity !== 'informational').length
    assert.deepEqual(
      { ...elements[0]?.attributes },
      {
        name: 'toride',
        tests: String(findings + 1),
        failures: String(failures),
        errors: '1',
        skipped: '0',
      },
    )
    assert.equal(elements.filter(({ name }) => name === 'failure').length, failures)
    assert.equal(elements.filter(({ name }) => name === 'testcase').length, findings + 1)
    const names = elements.filter(({ name }) => name === 'testcase').map(({ attributes }) => attributes.name)
    assert.ok(names.some((name) => name?.startsWith('Pod ]]><!--/</td><script>alert(1)</script>&')))
  })

  test('fails for what the scan fails for', async () => {
    const elements = readXml(await print('junit', unhealthy, '--fail-on', 'medium'))
    const failures = elements.filter(({ name }) => name === 'failure')
    assert.ok(failures.length > 0 && failures.every(({ attributes }) => ['high', 'medium'].includes(attributes.type ?? '')))
    assert.equal(elements[0]?.attributes.failures, String(failures.length))
    assert.ok(elements.some(({ name, text }) => name === 'system-out' && text.startsWith('low: ')))
  })

  test('has one passed case when nothing was found', async () => {
    const elements = readXml(await print('junit', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'))
    assert.deepEqual(
      elements.map(({ name }) => name),
      ['testsuites', 'testsuite', 'testcase'],
    )
  })
})

describe('html', () => {
  for (const locale of ['en', 'ja']) {
    test(`is closed and escaped everywhere, and loads nothing (${locale})`, async () => {
      const html = await print('html', everything, '--locale', locale)
      const elements = readXml(html.replace('<!DOCTYPE html>', ''))
      assert.equal(elements.find(({ name }) => name === 'html')?.attributes.lang, locale)
      assert.deepEqual(
        elements.filter(({ name }) => ['script', 'b', 'link', 'img', 'iframe'].includes(name)),
        [],
      )
      assert.ok(elements.every(({ attributes }) => Object.keys(attributes).every((name) => !name.startsWith('on') && name !== 'src')))
      assert.ok(elements.some(({ text }) => text.includes('</td><script>alert(1)</script>')))
      const anchors = new Set(elements.map(({ attributes }) => `#${attributes.id}`))
      for (const { attributes } of elements) assert.ok(attributes.href === undefined || anchors.has(attributes.href))
    })
  }
})

describe('table', () => {
  test('lets nothing from a file reach the terminal as a control character', async () => {
    const { stdout, stderr } = await toride(['scan', 'manifests', '-'], { stdin: everything })
    for (const character of `${stdout}${stderr}`)
      assert.ok(character === '\n' || (character >= ' ' && character !== '\u202e'), JSON.stringify(character))
  })

  test('fits a narrow terminal', async () => {
    const { stdout } = await toride(['scan', 'manifests', '-'], { stdin: unhealthy, columns: 60 })
    const [row = '', message = ''] = stdout
      .split('\n')
      .slice(stdout.split('\n').findIndex((line) => line.includes('privileged-containers')))
    assert.match(row, /^ +15:11 +Medium +privileged-containers$/)
    assert.match(message, /^ {8}\S/)
    for (const line of stdout.split('\n')) assert.ok(displayWidth(line) <= 60 || !line.startsWith('        '), line)
  })

  test('fits the terminal, also with wide characters', async () => {
    for (const locale of ['en', 'ja']) {
      const { stdout } = await toride(['scan', 'manifests', '-', '--locale', locale], { stdin: unhealthy, columns: 90 })
      for (const line of stdout.split('\n')) assert.ok(displayWidth(line) <= 90, line)
    }
  })

  test('has colours on a terminal unless nobody wants them', async () => {
    const run = (environment: Record<string, string>, isTTY = true) =>
      toride(['scan', 'manifests', '-'], { stdin: unhealthy, isTTY, environment })
    assert.ok((await run({})).stdout.includes('\u001b[31m'))
    assert.ok(!(await run({ NO_COLOR: '1' })).stdout.includes('\u001b'))
    assert.ok(!(await run({}, false)).stdout.includes('\u001b'))
    assert.ok((await run({ FORCE_COLOR: '1' }, false)).stdout.includes('\u001b[31m'))
  })
})

test('a result goes to a file as a whole', async (context) => {
  const folder = folderFor(context)
  const output = `${folder.path}/result.json`
  const { stdout, code } = await toride(['scan', 'manifests', '-', '--format', 'json', '--output', output], {
    stdin: unhealthy,
    isTTY: true,
  })
  assert.deepEqual([stdout, code], ['', 1])
  assert.equal(readFileSync(output, 'utf8'), await print('json', unhealthy))
})
