import type { Locale } from '@toride/core/locale'
import { isAtLeast, type Severity } from '@toride/core/severity'
import { catalogue } from '@toride/policy/catalogue'
import type { Profile } from '@toride/policy/check'
import { createPolicy } from '@toride/policy/policy'
import { type LoadedManifests, loadManifests } from '@toride/sources/manifests/load-manifests'
import { locationIn } from '@toride/sources/manifests/manifest-objects'
import { type ExitCode, exitCodes, worstOf } from '../exit-code.ts'
import { formatJson } from '../formats/json.ts'
import type { Io } from '../io.ts'
import { assessObjects } from '../scan/assess-objects.ts'
import type { ScanResult } from '../scan/scan-result.ts'
import { scoreOf } from '../scan/score.ts'

export type ScanOptions = {
  readonly profile: Profile
  readonly format: string
  readonly failOn: Severity | 'none'
  readonly locale: Locale
  readonly namespace?: string
}

/** `toride scan manifests`: reads, assesses, prints. */
export async function scanManifests(paths: readonly string[], options: ScanOptions, io: Io): Promise<ExitCode> {
  const loaded = await loadManifests(paths, { stdin: io.stdin })
  const placed = new Map(loaded.objects.map((each) => [each.object, each]))
  const policy = createPolicy({ checks: catalogue.map(({ check }) => check), profile: options.profile, now: io.now() })
  const assessed = assessObjects({
    objects: loaded.objects.map(({ object }) => object),
    policy,
    checks: catalogue,
    locale: options.locale,
    defaultNamespace: options.namespace,
    targetMinor: undefined,
    locate(object, pointer) {
      const at = placed.get(object)
      return at && locationIn(at, pointer)
    },
  })
  const result: ScanResult = {
    target: { type: 'manifests', paths },
    summary: {
      resources: assessed.resources,
      unhealthy: countUnhealthy(assessed.findings),
      score: scoreOf(assessed.scoreEntries, options.profile),
    },
    findings: assessed.findings,
    exempt: assessed.exempt,
    problems: [...loaded.problems, ...assessed.problems],
  }
  io.stdout.write(formatJson(result))
  return exitCodeOf(result, options.failOn, loaded)
}

function countUnhealthy(findings: ScanResult['findings']): number {
  return new Set(findings.map(({ resource, location }) => `${JSON.stringify(resource)} ${location?.file}`)).size
}

function exitCodeOf(result: ScanResult, failOn: ScanOptions['failOn'], loaded: LoadedManifests): ExitCode {
  const nothing =
    loaded.objects.length === 0 && loaded.problems.every(({ code }) => code === 'manifest-unreadable' || code === 'object-not-kubernetes')
  return worstOf(
    nothing ? exitCodes.usage : exitCodes.ok,
    result.problems.length > 0 ? exitCodes.partial : exitCodes.ok,
    failOn !== 'none' && result.findings.some(({ severity }) => isAtLeast(severity, failOn)) ? exitCodes.findings : exitCodes.ok,
  )
}
