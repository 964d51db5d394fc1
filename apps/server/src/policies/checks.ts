import type { CheckDescription } from '@toride/contract/policies'
import type { Json } from '@toride/core/kubernetes-object'
import type { RegisteredCheck } from '@toride/policy/check'
import type { ParameterDefinition } from '@toride/policy/parameters'
import type { CheckCatalogue } from '../assessment/check-catalogue.ts'
import { standardsOf, titleOf } from '../assessment/texts.ts'

/** All checks with what a policy can say about them. */
export function listChecks({ registered }: CheckCatalogue): { items: CheckDescription[] } {
  return { items: registered.map(describe) }
}

function describe(registered: RegisteredCheck): CheckDescription {
  const { check, texts } = registered
  return {
    check: check.id,
    title: titleOf(registered),
    description: { en: texts.en.description, ja: texts.ja.description },
    severity: check.severity,
    control: check.control,
    category: check.category,
    parameters: Object.entries(check.parameters ?? {}).map(([name, definition]) => ({
      name,
      text: { en: texts.en.parameters?.[name] ?? name, ja: texts.ja.parameters?.[name] ?? name },
      ...schemaOf(definition),
    })),
    excludedNamespaces: [...(check.excludedNamespaces ?? [])],
    enabledByDefault: check.enabledByDefault ?? true,
    kinds: 'kinds' in check ? [...check.kinds] : ['pods'],
    hasFix: check.reading.fix !== undefined,
    standards: standardsOf(registered),
  }
}

function schemaOf(definition: ParameterDefinition) {
  return {
    type: definition.type,
    format: definition.format ?? null,
    required: definition.required ?? false,
    default: (definition.default ?? null) as Json,
    enum: 'enum' in definition ? [...(definition.enum ?? [])] : null,
    minimum: 'minimum' in definition ? (definition.minimum ?? null) : null,
    maximum: 'maximum' in definition ? (definition.maximum ?? null) : null,
    schema: ('schema' in definition ? (definition.schema ?? null) : null) as Json,
  }
}
