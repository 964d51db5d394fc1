import { relative, resolve } from 'node:path'
import { type Problem, problem } from '@toride/core/errors'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { type LoadedManifests, loadManifests } from '@toride/sources/manifests/load-manifests'
import { locationIn, type ManifestObject } from '@toride/sources/manifests/manifest-objects'
import { findConfiguration } from '../configuration/find-configuration.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Io } from '../io.ts'
import { type Assessed, assessObjects } from '../scan/assess-objects.ts'
import { fileEditor } from '../scan/file-edit.ts'
import { finishScan } from '../scan/finish-scan.ts'
import { type PreparedScan, prepareScan, type ScanOptions } from '../scan/prepare-scan.ts'
import { progressOn } from '../terminal/progress.ts'
import { safeText } from '../terminal/safe-text.ts'

/** `toride scan manifests`: reads, assesses, prints. */
export async function scanManifests(paths: readonly string[], options: ScanOptions, io: Io): Promise<ExitCode> {
  const configured = paths.find((path) => path !== '-') ?? '.'
  const scan = await prepareScan(options, findConfiguration(configured, process.cwd()), io.now())
  const progress = progressOn(io.stderr, io.environment)
  const loaded = await loadManifests(paths, {
    stdin: io.stdin,
    ...(scan.exclusions && { exclusions: scan.exclusions }),
    onFile: (file) => progress.show(file),
  })
  const placed = new Map<KubernetesObject, ManifestObject>(loaded.objects.map((each) => [each.object, each]))
  const assessed = assessObjects({
    objects: loaded.objects.map(({ object }) => object),
    policy: scan.policy,
    checks: scan.checks,
    knownChecks: scan.knownChecks,
    locale: scan.locale,
    defaultNamespace: scan.defaultNamespace,
    targetMinor: scan.targetMinor,
    inventory: { podCarriers: scan.podCarriers },
    locate(object, pointer) {
      const at = placed.get(object)
      return at && locationIn(at, pointer)
    },
    onResource: (count) => progress.show(`${count} / ${loaded.objects.length}`),
  })
  progress.done()
  if (options.verbose) {
    for (const { file, line, reason } of loaded.skipped) io.stderr.write(`${safeText(`skipped: ${file}:${line}: ${reason}`)}\n`)
  }
  if (loaded.skipped.length > 0 && io.stderr.isTTY && !options.verbose) {
    io.stderr.write(`${loaded.skipped.length} documents are not for Kubernetes and were skipped; --verbose names them.\n`)
  }
  return finishScan(
    {
      target: { type: 'manifests', paths },
      assessed,
      problems: loaded.problems,
      notices: coversSettings(paths, scan) ? unusedExemptions(scan, assessed) : [],
      isNothingReadable: isNothingReadable(loaded),
      editOf: fileEditor((finding) => {
        const object = assessed.objects.get(finding)
        return object && placed.get(object)
      }),
    },
    scan,
    options,
    io,
  )
}

/** Whether a scan has seen all that the settings are for. One of a single file says nothing of exemptions for others. */
function coversSettings(paths: readonly string[], { settingsFolder }: PreparedScan): boolean {
  return paths.some((path) => path !== '-' && (settingsFolder === undefined || !relative(resolve(path), settingsFolder).startsWith('..')))
}

function unusedExemptions({ exemptions }: PreparedScan, { usedExemptions }: Assessed): Problem[] {
  return exemptions
    .filter(({ exemption }) => !usedExemptions.has(exemption))
    .map(({ exemption: { name }, at }) => problem('exemption-unused', at, { name }))
}

const nothingReadable: ReadonlySet<string> = new Set(['manifest-unreadable', 'manifest-empty', 'object-not-kubernetes'])

/** No object, and no better reason for it than that the paths lead to nothing of the kind. */
export function isNothingReadable({ objects, problems }: LoadedManifests): boolean {
  return objects.length === 0 && problems.every(({ code }) => nothingReadable.has(code))
}
