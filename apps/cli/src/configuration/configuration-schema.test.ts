import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { catalogue } from '@toride/policy/catalogue'
import { parseManifest } from '@toride/sources/manifests/parse-manifest'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Refusal } from '../refusal.ts'
import { readConfiguration } from './read-configuration.ts'

const published = JSON.parse(
  readFileSync(new URL('../../../../docs/reference/configuration.schema.json', import.meta.url), 'utf8'),
) as object
const validate = new Ajv2020({ allErrors: true }).compile(published)
const checks = catalogue.map(({ check }) => check)

const accepted = [
  'podCarriers: {example.dev/Worker: /spec/template}\n',
  'profile: defender\nfailOn: high\ntargetVersion: "1.31"\nnamespace: shop\nexclude: [a/]\nstandards: [pod-security/baseline@v1.29]\n',
  "checks:\n  '*': {severity: low}\n  privileged-containers: {effect: disabled, excludedNamespaces: [kube-*], excludedContainers: [a], excludedImages: [b*]}\n",
  "checks:\n  trusted-registries: {parameters: {allowedContainerImagesRegex: '^x'}}\n",
  'exemptions:\n- {checks: ["*"], reason: legacy, category: mitigated, expiresAt: 2030-01-01, kinds: [Pod], names: [a*], scope: {namespaces: [b]}}\n',
]
const refused = [
  'namespace: BAD NS\n',
  'podCarriers: {Worker: /spec/template}\n',
  'podCarriers: {example.dev/Worker: spec.template}\n',
  'profil: toride\n',
  'failOn: never\n',
  'targetVersion: 1.31\n',
  'checks: {nothing: {}}\n',
  'checks: {privileged-containers: {effects: audit}}\n',
  'checks: {trusted-registries: {parameters: {allowedContainerImagesRegex: [1]}}}\n',
  'checks: {trusted-registries: {parameters: {nothing: 1}}}\n',
  'exemptions: [{checks: [privileged-containers]}]\n',
  'exemptions: [{checks: [nothing], reason: x}]\n',
]

/** Whether the schema, and the reader that decides, take a file of settings. */
function verdicts(text: string): { schema: boolean; reader: boolean } {
  const schema = validate(parseManifest('', text).documents[0]?.value)
  try {
    readConfiguration('.toride.yaml', text, checks)
    return { schema, reader: true }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { schema, reader: false }
  }
}

test('the published schema takes what the reader takes', () => {
  for (const text of accepted) assert.deepEqual(verdicts(text), { schema: true, reader: true }, text)
})

test('the published schema refuses what the reader refuses', () => {
  for (const text of refused) assert.deepEqual(verdicts(text), { schema: false, reader: false }, text)
})
