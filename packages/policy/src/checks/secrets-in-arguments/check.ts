import { defineContainerCheck, healthy, violation } from '../../model/check.ts'
import { findInCommands } from '../../pods/command-line.ts'
import { findCredential } from '../../secrets/find-credential.ts'
import { isLiteralSecret, isSecretName } from '../../secrets/secret-name.ts'

/**
 * Commands and arguments should not hold secrets in clear text.
 *
 * Restricted fields: spec.containers[*], initContainers[*], ephemeralContainers[*] .command, args, lifecycle, probes
 * Allowed: texts without a well-known form of credentials, options (--password=…) whose name does not say that they are a
 * secret
 * Source: Threat Matrix for Kubernetes, MS-TA9027 (application credentials in configuration files)
 */
export const secretsInArguments = defineContainerCheck({
  id: 'secrets-in-arguments',
  severity: 'high',
  control: 'remediate-security-configurations',
  category: 'security',
  maps: { nsa: 'Authentication and authorization', mitre: ['T1552.001'] },
  evaluate: ({ container, at }) => {
    const credential = findInCommands(container, holdsCredential)
    if (credential !== undefined) return [violation(at(credential), { container: container.name ?? '' })]
    const option = optionWithSecret(container.command, '/command') ?? optionWithSecret(container.args, '/args')
    return option === undefined ? healthy : [violation(at(option), { container: container.name ?? '' })]
  },
})

function holdsCredential(text: string): boolean {
  return findCredential(text) !== undefined
}

/** `--password=x`, or `--password` followed by `x`. */
function optionWithSecret(texts: readonly string[] | undefined, pointer: string): string | undefined {
  if (texts === undefined) return undefined
  for (let index = 0; index < texts.length; index += 1) {
    const text = texts[index] ?? ''
    if (text.charCodeAt(0) !== 45) continue
    const equals = text.indexOf('=')
    if (!isSecretOption(equals < 0 ? text : text.slice(0, equals))) continue
    const value = equals < 0 ? (texts[index + 1] ?? '') : text.slice(equals + 1)
    if (!value.startsWith('-') && isLiteralSecret(value)) return `${pointer}/${equals < 0 ? index + 1 : index}`
  }
  return undefined
}

/** An option such as --tls-secret names a Secret of Kubernetes far more often than it holds one. */
function isSecretOption(option: string): boolean {
  return isSecretName(option) && (!option.endsWith('secret') || option.endsWith('client-secret'))
}
