import { pointerOf } from '@toride/core/json-pointer'
import type { Json, JsonObject } from '@toride/core/kubernetes-object'
import type { Check } from '@toride/policy/check'
import { readChecks } from '@toride/policy/policy-assignment'
import { documentReader, isObject } from '@toride/policy/read-document'
import type { CheckSettings } from '@toride/policy/settings'
import { readSettingsDocument, refuseFaults } from './read-configuration.ts'

/**
 * Parameter values of a file: by check (`trusted-registries: { allowedContainerImagesRegex: … }`), or by the parameter's
 * name alone, which then holds for every check that has it. Throws a refusal that names every fault with its line.
 */
export function readParameters(file: string, text: string, checks: readonly Check[]): Record<string, CheckSettings> {
  const document = readSettingsDocument(file, text)
  if (document === undefined) return {}
  const reader = documentReader()
  if (!isObject(document.value)) {
    refuseFaults(document, [{ pointer: '', message: 'must be a mapping' }])
    return {}
  }
  const settings: Record<string, { parameters: Record<string, Json> }> = {}
  const places = new Map<string, string>()
  for (const [key, value] of Object.entries(document.value)) {
    const owners = checks.some(({ id }) => id === key)
      ? []
      : checks.filter(({ parameters }) => parameters && Object.hasOwn(parameters, key))
    if (owners.length > 0) {
      for (const { id } of owners) put(id, key, value, pointerOf(key))
    } else if (checks.some(({ id }) => id === key) && isObject(value)) {
      for (const [name, each] of Object.entries(value as JsonObject)) put(key, name, each, pointerOf(key, name))
    } else {
      reader.fault(pointerOf(key), isObject(value) ? 'is not a check' : 'is neither a check nor a parameter')
    }
  }
  const read = readChecks(reader, settings, '', checks)
  const faults = reader.faults.map((fault) => ({
    ...fault,
    pointer: places.get(fault.pointer) ?? fault.pointer.replace('/parameters', ''),
  }))
  refuseFaults(document, faults)
  return read

  function put(id: string, name: string, value: Json, place: string): void {
    settings[id] ??= { parameters: {} }
    settings[id].parameters[name] = value
    places.set(pointerOf(id, 'parameters', name), place)
  }
}
