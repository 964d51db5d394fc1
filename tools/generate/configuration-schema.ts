import { failOnValues } from '../../apps/cli/src/configuration/configuration.ts'
import { carrierKindPattern } from '../../apps/cli/src/configuration/read-configuration.ts'
import { severities } from '../../packages/core/src/severity.ts'
import { exemptionCategories } from '../../packages/policy/src/assignment/exemption.ts'
import { catalogue } from '../../packages/policy/src/checks/catalogue.generated.ts'
import { effects } from '../../packages/policy/src/engine/settings.ts'
import { profiles, type RegisteredCheck } from '../../packages/policy/src/model/check.ts'
import type { ParameterDefinition } from '../../packages/policy/src/model/parameters.ts'
import type { GeneratedFiles } from '../generate.ts'

/** The schema by which editors complete and check a `.toride.yaml`. */
export function generate(): GeneratedFiles {
  const strings = { type: 'array', items: { type: 'string' } }
  const settings = {
    effect: { description: '`disabled` turns the check off.', enum: effects },
    severity: { enum: severities },
    excludedNamespaces: { description: 'Namespaces where the check does not apply; `*` at either end matches any text.', ...strings },
    excludedContainers: { description: 'Names of containers that are not looked at.', ...strings },
    excludedImages: { description: 'Images whose containers are not looked at; a trailing `*` matches any ending.', ...strings },
  }
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://toride.dev/schemas/configuration.json',
    title: 'Settings of a repository (.toride.yaml)',
    type: 'object',
    additionalProperties: false,
    properties: {
      profile: { description: 'How checks read manifests.', enum: profiles },
      failOn: { description: 'The least severity that ends a scan with exit code 1.', enum: failOnValues },
      targetVersion: {
        description: 'Version of Kubernetes that the manifests are for, in quotes.',
        type: 'string',
        pattern: '^v?1\\.\\d{1,3}(\\.\\d+)?$',
      },
      namespace: { description: 'Namespace of objects that name none.', type: 'string', pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$' },
      exclude: { description: 'Files that a scan of a folder leaves out, in the language of .gitignore.', ...strings },
      standards: { description: 'Standards to judge by instead of the built-in checks, like pod-security/restricted@v1.31.', ...strings },
      podCarriers: {
        description: 'Further kinds that carry a pod: group/Kind, and the JSON pointer to what holds its metadata and spec.',
        type: 'object',
        propertyNames: { pattern: carrierKindPattern.source },
        additionalProperties: { type: 'string', pattern: '^(/.*)?$' },
      },
      checks: {
        description: 'Settings by check; `*` holds for all of them.',
        type: 'object',
        additionalProperties: false,
        properties: {
          '*': { $ref: '#/$defs/settings', properties: { parameters: { type: 'object' } }, unevaluatedProperties: false },
          ...Object.fromEntries(catalogue.map((registered) => [registered.check.id, checkSchema(registered)])),
        },
      },
      exemptions: { description: 'Findings that are not to be mended.', type: 'array', items: { $ref: '#/$defs/exemption' } },
    },
    $defs: {
      settings: { type: 'object', properties: settings },
      exemption: {
        type: 'object',
        additionalProperties: false,
        required: ['checks', 'reason'],
        properties: {
          name: { type: 'string' },
          checks: {
            description: 'Ids of checks, or `*`.',
            type: 'array',
            items: { enum: ['*', ...catalogue.map(({ check }) => check.id)] },
          },
          category: { description: '`mitigated` counts as healthy, `waiver` is left out of the score.', enum: exemptionCategories },
          reason: { type: 'string', minLength: 1 },
          expiresAt: { description: 'A day (2030-12-31) or a time; from then on it no longer holds.', type: 'string' },
          kinds: { description: 'Kinds of resources.', ...strings },
          names: { description: 'Names of resources; `*` at either end matches any text.', ...strings },
          scope: {
            type: 'object',
            additionalProperties: false,
            properties: {
              environments: strings,
              clusters: strings,
              namespaces: strings,
              labelSelector: {
                type: 'object',
                properties: {
                  matchLabels: { type: 'object', additionalProperties: { type: 'string' } },
                  matchExpressions: { type: 'array', items: { type: 'object', required: ['key', 'operator'] } },
                },
              },
            },
          },
        },
      },
    },
  }
  return new Map([['docs/reference/configuration.schema.json', `${JSON.stringify(schema, undefined, 2)}\n`]])
}

function checkSchema({ check, texts }: RegisteredCheck) {
  const parameters = Object.entries(check.parameters ?? {}).map(([name, definition]) => [
    name,
    parameterSchema(definition, texts.en.parameters?.[name]),
  ])
  return {
    description: texts.en.title,
    $ref: '#/$defs/settings',
    ...(parameters.length > 0 && {
      properties: { parameters: { type: 'object', additionalProperties: false, properties: Object.fromEntries(parameters) } },
    }),
    unevaluatedProperties: false,
  }
}

function parameterSchema(definition: ParameterDefinition, description = ''): object {
  const common = { description, ...(definition.default !== undefined && { default: definition.default }) }
  switch (definition.type) {
    case 'string':
      return { ...common, type: 'string', ...(definition.enum && { enum: definition.enum }) }
    case 'integer':
      return {
        ...common,
        type: 'integer',
        ...(definition.minimum !== undefined && { minimum: definition.minimum }),
        ...(definition.maximum !== undefined && { maximum: definition.maximum }),
      }
    case 'boolean':
      return { ...common, type: 'boolean' }
    case 'strings':
      return { ...common, type: 'array', items: { type: 'string', ...(definition.enum && { enum: definition.enum }) } }
    case 'object':
      return { ...common, type: 'object' }
  }
}
