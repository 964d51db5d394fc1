import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { describe, test } from 'node:test'
import { catalogue } from '@toride/policy/catalogue'
import fc from 'fast-check'
import { Refusal } from '../refusal.ts'
import { type Folder, folderFor, healthy, scan, spawnToride, toride, unhealthy } from '../testing/run-toride.ts'
import { readConfiguration } from './read-configuration.ts'

/** A repository with one unhealthy Deployment below a folder. */
function repository(folder: Folder, settings: string): string {
  mkdirSync(`${folder.path}/.git`)
  folder.write('.toride.yaml', settings)
  folder.write('deploy/cart.yaml', unhealthy)
  return `${folder.path}/deploy`
}

async function rulesOf(args: readonly string[], now?: Date): Promise<string[]> {
  return (await scan(args, now === undefined ? {} : { now })).result.findings.map(({ rule }) => rule)
}

describe('.toride.yaml', () => {
  test('holds for everything below it in the repository', async (context) => {
    const path = repository(folderFor(context), 'checks:\n  privileged-containers: {severity: low}\n')
    const { result } = await scan([`${path}/cart.yaml`])
    assert.equal(result.findings.find(({ rule }) => rule === 'privileged-containers')?.severity, 'low')
    assert.equal(
      (await scan([path, '--no-config'])).result.findings.find(({ rule }) => rule === 'privileged-containers')?.severity,
      'medium',
    )
  })

  test('of a folder outside of the repository does not hold', async (context) => {
    const folder = folderFor(context)
    folder.write('.toride.yaml', 'nonsense: true\n')
    mkdirSync(`${folder.path}/inner/.git`, { recursive: true })
    folder.write('inner/a.yaml', healthy)
    assert.equal((await toride(['scan', 'manifests', `${folder.path}/inner`])).code, 0)
  })

  test('turns checks off, and sets parameters, thresholds, profile and standards', async (context) => {
    const off = repository(folderFor(context), "checks:\n  '*': {effect: disabled}\n  host-namespaces: {effect: audit}\n")
    assert.deepEqual(await rulesOf([off]), [])
    const parameters = repository(
      folderFor(context),
      "checks:\n  trusted-registries:\n    parameters: {allowedContainerImagesRegex: '^registry\\.example/'}\n",
    )
    assert.ok(!(await rulesOf([parameters])).includes('trusted-registries'))
    const threshold = repository(folderFor(context), 'failOn: none\nprofile: defender\n')
    const { code, stdout } = await toride(['scan', 'manifests', threshold, '--format', 'json'])
    assert.equal(code, 0)
    assert.ok(!stdout.includes('liveness-probe'))
    assert.equal((await toride(['scan', 'manifests', threshold, '--fail-on', 'low'])).code, 1)
    const standard = repository(folderFor(context), 'standards: [pod-security/baseline@v1.29]\n')
    assert.deepEqual(await rulesOf([standard]), ['pod-security/privileged'])
  })

  test('leaves files out', async (context) => {
    const folder = folderFor(context)
    const path = repository(folder, 'exclude: [deploy/generated/, "*.tmp.yaml"]\n')
    folder.write('deploy/generated/a.yaml', 'a: [')
    folder.write('deploy/b.tmp.yaml', 'a: [')
    assert.equal((await scan([path])).result.summary.resources, 2)
    assert.equal((await scan([folder.path])).code, 1)
  })

  test('exempts with a reason until a day, and tells when that has passed', async (context) => {
    const settings =
      'exemptions:\n- checks: [privileged-containers]\n  names: [cart]\n  reason: moves to the new cluster\n  expiresAt: 2030-06-15\n'
    const path = repository(folderFor(context), settings)
    const during = await scan([path], { now: new Date('2030-06-15T20:00:00Z') })
    assert.deepEqual(
      during.result.exempt.map(({ rule, reason, by }) => [rule, reason, by]),
      [['privileged-containers', 'moves to the new cluster', 'exemption']],
    )
    assert.equal(during.result.summary.exempt, 1)
    assert.equal(during.stderr, '')
    const after = await scan([path], { now: new Date('2030-06-16T00:00:00Z') })
    assert.deepEqual(after.result.exempt, [])
    assert.match(after.stderr, /^warning: .*\.toride\.yaml:2:3: The exemption "privileged-containers" has expired on 2030-06-15/)
    assert.equal(after.code, 1)
  })

  test('with faults is refused, each with its line', async (context) => {
    const faulty = `profile: azure
failon: high
targetVersion: 1.31
checks:
  privileged-container: {}
  trusted-registries:
    parameters: {allowedContainerImagesRegex: '('}
  host-namespaces:
    severity: grave
exemptions:
- checks: [privileged-containers]
  reason: ''
`
    const path = repository(folderFor(context), faulty)
    const { code, stdout, stderr } = await toride(['scan', 'manifests', path])
    assert.deepEqual([code, stdout], [2, ''])
    assert.equal(stderr.split('docs/guide/configuration.md').length, 2)
    const lines = stderr.split('\n').flatMap((line) => /\.toride\.yaml:(\d+):\d+: (.*)$/.exec(line)?.slice(1).join(' ') ?? [])
    assert.deepEqual(
      lines.map((line) => line.replace(/(parameters).*/, '$1')),
      [
        '1 profile must be one of toride, defender',
        '2 failon is not known; did you mean failOn?',
        '3 targetVersion must be a version in quotes, like "1.31"',
        '5 checks.privileged-container is not a check; did you mean privileged-containers?',
        '7 checks.trusted-registries.parameters',
        '9 checks.host-namespaces.severity must be one of high, medium, low, informational',
        '12 exemptions.0.reason must say why',
      ],
    )
  })

  test('that is broken or twice a document is refused', async (context) => {
    const broken = repository(folderFor(context), 'checks: [')
    assert.equal((await toride(['scan', 'manifests', broken])).code, 2)
    const two = repository(folderFor(context), 'profile: toride\n---\nprofile: toride\n')
    assert.match((await toride(['scan', 'manifests', two])).stderr, /:3:1: The file has more than one document/)
  })

  test('may exempt what only a standard finds, whatever a scan judges by', async (context) => {
    const folder = folderFor(context)
    const exemptions = (id: string) => `exemptions:\n- {checks: [${id}], reason: legacy}\n`
    const path = repository(folder, exemptions('pod-security/privileged'))
    assert.equal((await scan([path])).result.findings.length > 0, true)
    const { result, code } = await scan([path, '--standard', 'pod-security/baseline'])
    assert.deepEqual([result.findings, result.exempt.map(({ rule }) => rule), code], [[], ['pod-security/privileged'], 0])
    const policy = folder.write(
      'policy/a.yaml',
      'apiVersion: toride.dev/v1\nkind: PolicyAssignment\nmetadata: {name: a}\nspec:\n  checks: {privileged-containers: {effect: audit}, pod-security/privileged: {severity: low}}\n',
    )
    const judged = await scan([path, '--standard', 'pod-security/baseline', '--policy', policy, '--no-config'])
    assert.equal(judged.result.findings[0]?.severity, 'low')
    folder.write('.toride.yaml', exemptions('pod-security/privilege'))
    assert.match(
      (await toride(['scan', 'manifests', path])).stderr,
      /:2:13: exemptions\.0\.checks\.0 "pod-security\/privilege" is not a check; did you mean pod-security\/privileged\?/,
    )
  })

  test('is shown with the path from where one works', async (context) => {
    const folder = folderFor(context)
    repository(folder, 'profil: toride\n')
    const { stderr, code } = await spawnToride(['scan', 'manifests', 'deploy'], { cwd: folder.path })
    assert.equal(code, 2)
    assert.match(stderr, /^error: \.toride\.yaml:1:1: profil is not known; did you mean profile\?/)
  })
})

describe('files of the command line', () => {
  test('--policy takes assignments and nothing else', async (context) => {
    const folder = folderFor(context)
    const manifest = folder.write('a.yaml', unhealthy)
    const head = 'apiVersion: toride.dev/v1\nkind: PolicyAssignment\nmetadata: {name: shop}\nspec:\n'
    const policy = folder.write('policy.yaml', `${head}  scope: {namespaces: [sh*]}\n  checks: {privileged-containers: {severity: high}}\n`)
    const { result } = await scan([manifest, '--policy', policy])
    assert.equal(result.findings.find(({ rule }) => rule === 'privileged-containers')?.severity, 'high')
    const template = folder.write(
      'template.yaml',
      'apiVersion: templates.gatekeeper.sh/v1\nkind: ConstraintTemplate\nmetadata: {name: x}\n',
    )
    const other = await toride(['scan', 'manifests', manifest, '--policy', template])
    assert.equal(other.code, 2)
    assert.match(other.stderr, /template\.yaml:2:1: ConstraintTemplate is not a kind of policy that can be used here/)
    const faulty = folder.write('faulty.yaml', `${head}  checks:\n    nothing: {}\n`)
    assert.match(
      (await toride(['scan', 'manifests', manifest, '--policy', faulty])).stderr,
      /faulty\.yaml:6:5: spec\.checks\.nothing is not a check/,
    )
  })

  test('--parameters takes values by check or by parameter', async (context) => {
    const folder = folderFor(context)
    const manifest = folder.write('a.yaml', unhealthy)
    for (const text of ["allowedContainerImagesRegex: '^registry'", "trusted-registries: {allowedContainerImagesRegex: '^registry'}"]) {
      assert.ok(!(await rulesOf([manifest, '--parameters', folder.write('p.yaml', text)])).includes('trusted-registries'))
    }
    const faulty = folder.write('p.yaml', 'allowedContainerImagesRegex: [1]\nnothing: 1\n')
    const { stderr, code } = await toride(['scan', 'manifests', manifest, '--parameters', faulty])
    assert.equal(code, 2)
    assert.match(stderr, /p\.yaml:1:1: allowedContainerImagesRegex must be a string/)
    assert.match(stderr, /p\.yaml:2:1: nothing is neither a check nor a parameter/)
  })

  test('--exemptions takes a list', async (context) => {
    const folder = folderFor(context)
    const manifest = folder.write('a.yaml', unhealthy)
    const file = folder.write('e.yaml', "- checks: ['*']\n  reason: legacy\n  scope: {namespaces: [shop]}\n")
    assert.deepEqual(await rulesOf([manifest, '--exemptions', file]), [])
  })

  test('--baseline leaves out what is known, and only that', async (context) => {
    const folder = folderFor(context)
    const manifest = folder.write('a.yaml', unhealthy)
    const file = `${folder.path}/baseline.json`
    const written = await scan([manifest, '--baseline', file, '--write-baseline'])
    assert.deepEqual([written.code, written.result.findings], [0, []])
    const said = (await toride(['scan', 'manifests', manifest, '--baseline', file, '--write-baseline'])).stdout
    assert.match(said, /^\d+ findings written to .*baseline\.json$/m)
    folder.write(
      'a.yaml',
      `# moved\n${unhealthy.replace('privileged: true', 'privileged: true\n        stdin: true\n      hostPID: true')}`,
    )
    const { result, code } = await scan([manifest, '--baseline', file])
    assert.ok(result.findings.some(({ rule }) => rule === 'host-namespaces'))
    assert.ok(!result.findings.some(({ rule }) => rule === 'privileged-containers'))
    assert.ok(result.summary.known > 5)
    assert.equal(code, 1)
    // The same object once more is new.
    folder.write('b.yaml', unhealthy)
    assert.ok((await rulesOf([folder.path, '--baseline', file])).includes('privileged-containers'))
  })
})

test('any settings are taken or refused with a place, never more', () => {
  const checks = catalogue.map(({ check }) => check)
  const word = fc.constantFrom(
    'profile',
    'failOn',
    'checks',
    'exemptions',
    'exclude',
    'standards',
    'privileged-containers',
    '*',
    'parameters',
    'scope',
    'reason',
  )
  const settings = fc.dictionary(
    word,
    fc.oneof(fc.jsonValue(), fc.dictionary(word, fc.oneof(fc.jsonValue(), fc.dictionary(word, fc.jsonValue())))),
  )
  fc.assert(
    fc.property(settings, (value) => {
      try {
        readConfiguration('.toride.yaml', JSON.stringify(value), checks)
      } catch (error) {
        assert.ok(error instanceof Refusal, String(error))
        assert.ok(error.problems.length > 0 && error.problems.every(({ at }) => at.line === 1))
      }
    }),
  )
})

test('an object may say what does not apply to it', async (context) => {
  const annotations = 'annotations: {toride.dev/ignore: "privileged-containers, host-namespaces", toride.dev/ignore-reason: node agent}'
  const file = folderFor(context).write('a.yaml', unhealthy.replace('  namespace: shop\nspec', `  namespace: shop\n  ${annotations}\nspec`))
  const { result } = await scan([file])
  assert.deepEqual(
    result.exempt.map(({ rule, reason, by }) => [rule, reason, by]),
    [['privileged-containers', 'node agent', 'annotation']],
  )
  assert.ok(result.findings.length > 0)
  const { stdout } = await toride(['scan', 'manifests', file])
  assert.match(stdout, /Exempt\n {2}Deployment shop\/cart {2}privileged-containers: node agent/)
})
