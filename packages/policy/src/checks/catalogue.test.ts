/** What every check owes its users, whoever wrote it: texts in both languages, fixtures, and fixes that hold. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { applyPatch } from '@toride/core/json-patch'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { loadAll } from 'js-yaml'
import { type AssessOptions, assessAll, editsFor, planChecks } from '../engine/assess.ts'
import { prepareCheck } from '../engine/settings.ts'
import { createInventory } from '../inventory/inventory.ts'
import type { Check } from '../model/check.ts'
import { editsToPatch } from '../model/edit.ts'
import type { ParameterValues } from '../model/parameters.ts'
import { catalogue } from './catalogue.generated.ts'

const all = catalogue.map(({ check }) => check)
const folder = new URL('.', import.meta.url)
const preparedChecks = new Map(
  all.map((check) => [check, prepareCheck(check, 'toride', { effect: 'audit', parameters: readParameters(check) })]),
)

for (const { check, texts } of catalogue) {
  describe(check.id, () => {
    test('speaks both languages with the same messages and placeholders', () => {
      for (const text of [texts.en, texts.ja])
        for (const value of [text.title, text.description, text.remediation]) assert.ok(value.length > 0)
      assert.deepEqual(Object.keys(texts.ja.messages).toSorted(), Object.keys(texts.en.messages).toSorted())
      for (const [key, message] of Object.entries(texts.en.messages))
        assert.deepEqual(placeholders(texts.ja.messages[key] ?? ''), placeholders(message))
      assert.equal(texts.ja.profiles === undefined, texts.en.profiles === undefined)
      for (const language of [texts.en, texts.ja]) {
        assert.deepEqual(Object.keys(language.parameters ?? {}).toSorted(), Object.keys(check.parameters ?? {}).toSorted())
      }
    })

    for (const verdict of ['pass', 'fail'] as const) {
      const fixtures = readFixtures(check, verdict)
      test(`has fixtures that ${verdict}`, () => assert.ok(fixtures.length > 0))
      for (const fixture of fixtures) {
        test(`${verdict}: ${fixture.name}`, () => {
          const found = findingsOf([check], fixture.objects)
          assert.deepEqual(found.unknown, [])
          assert.equal(found.keys.size > 0, verdict === 'fail', [...found.keys].join('\n'))
          for (const [key, data] of found.messages) {
            const text = texts.en.messages[key]
            assert.ok(text !== undefined, `no text for message ${key}`)
            assert.deepEqual(
              placeholders(text).filter((name) => !data.includes(name)),
              [],
              `no data for message ${key}`,
            )
          }
        })
        if (verdict === 'fail') test(`fixes of ${fixture.name} mend and break nothing`, () => assertFixesHold(check, fixture.objects))
      }
    }
  })
}

/** What the parameters of a check are in its fixtures: `fixtures/parameters.json`; the defaults when there is none. */
function readParameters(check: Check): ParameterValues {
  const path = new URL(`./${check.id}/fixtures/parameters.json`, folder)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ParameterValues) : {}
}

function readFixtures(check: Check, verdict: string): { name: string; objects: KubernetesObject[] }[] {
  const path = new URL(`./${check.id}/fixtures/${verdict}/`, folder)
  return readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ name, objects: loadAll(readFileSync(new URL(name, path), 'utf8')).filter(Boolean) as KubernetesObject[] }))
}

function setUp(checks: readonly Check[], objects: readonly KubernetesObject[]): AssessOptions {
  const inventory = createInventory()
  for (const each of objects) inventory.put(each)
  const plan = planChecks(checks.flatMap((check) => preparedChecks.get(check) ?? []))
  return { plan: () => plan, inventory }
}

function findingsOf(checks: readonly Check[], objects: readonly KubernetesObject[]) {
  const keys = new Set<string>()
  const messages = new Map<string, readonly string[]>()
  const unknown: string[] = []
  for (const { resource, outcomes } of assessAll(setUp(checks, objects))) {
    for (const outcome of outcomes) {
      if (outcome.state === 'unknown') unknown.push(`${outcome.prepared.check.id}: ${outcome.failure}`)
      for (const { pointer, message, data } of outcome.violations) {
        keys.add(`${outcome.prepared.check.id} ${resource.key} ${pointer} ${message}`)
        if (!messages.has(message)) messages.set(message, Object.keys(data))
      }
    }
  }
  return { keys, messages, unknown }
}

/** Each fix makes its finding go away, and no check finds anything on the fixed objects that it did not find before. */
function assertFixesHold(check: Check, objects: readonly KubernetesObject[]): void {
  const before = findingsOf(all, objects).keys
  const options = setUp([check], objects)
  for (const { resource, outcomes } of assessAll(options)) {
    for (const { prepared, violations } of outcomes) {
      for (const found of violations) {
        const edits = editsFor(prepared, found, resource, options)
        if (edits === undefined) continue
        const patch = editsToPatch(resource.original, edits)
        assert.ok(patch.length > 0, `the fix of ${check.id} changes nothing`)
        const result = applyPatch(resource.original, patch)
        assert.ok(result.ok, result.ok ? '' : result.failure.reason)
        const after = findingsOf(
          all,
          objects.map((each) => (each === resource.original ? result.document : each)),
        ).keys
        assert.ok(!after.has(`${check.id} ${resource.key} ${found.pointer} ${found.message}`), `${check.id} still finds ${found.pointer}`)
        assert.deepEqual(
          [...after].filter((key) => !before.has(key)),
          [],
          `the fix of ${check.id} breaks another check`,
        )
      }
    }
  }
}

function placeholders(message: string): string[] {
  return [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string).toSorted()
}
