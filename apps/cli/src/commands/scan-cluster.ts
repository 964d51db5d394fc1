import type { Problem } from '@toride/core/errors'
import type { KubernetesObject } from '@toride/core/kubernetes-object'
import { createClient, type KubernetesClient } from '@toride/sources/kubernetes/client'
import { findConnection } from '@toride/sources/kubernetes/connection'
import { inspectCluster } from '@toride/sources/kubernetes/inspect-cluster'
import { readCluster } from '@toride/sources/kubernetes/read-cluster'
import { holdsCredentials } from '@toride/sources/kubernetes/watched-resources'
import { findConfiguration } from '../configuration/find-configuration.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Io } from '../io.ts'
import { Refusal } from '../refusal.ts'
import { assessObjects } from '../scan/assess-objects.ts'
import { finishScan } from '../scan/finish-scan.ts'
import { prepareScan, type ScanOptions } from '../scan/prepare-scan.ts'
import { type Progress, progressOn } from '../terminal/progress.ts'

export type ScanClusterOptions = ScanOptions & { readonly context?: string; readonly kubeconfig?: string }

/** `toride scan cluster`: reads every kind once, assesses, prints. Changes nothing in the cluster. */
export async function scanCluster(options: ScanClusterOptions, io: Io): Promise<ExitCode> {
  const connection = findConnection({ context: options.context, kubeconfig: options.kubeconfig, environment: io.environment })
  if (!connection.ok) throw new Refusal([connection.problem])
  const client = createClient(connection.value)
  try {
    const { signal } = new AbortController()
    const cluster = await inspectCluster(client, signal)
    const described =
      cluster.ok && options.targetVersion === undefined ? { ...options, targetVersion: minorVersion(cluster.value.version) } : options
    const scan = await prepareScan(described, findConfiguration('.', process.cwd()), io.now())
    const progress = progressOn(io.stderr, io.environment)
    const read = cluster.ok
      ? await readObjects(client, signal, progress)
      : { objects: [], problems: [cluster.problem], notices: [], knownKinds: new Set<string>() }
    const assessed = assessObjects({
      objects: read.objects,
      policy: scan.policy,
      checks: scan.checks,
      knownChecks: scan.knownChecks,
      locale: scan.locale,
      defaultNamespace: undefined,
      targetMinor: scan.targetMinor,
      inventory: { knownKinds: read.knownKinds, podCarriers: scan.podCarriers },
      locate: () => undefined,
      onResource: (count) => progress.show(`${count} / ${read.objects.length}`),
    })
    progress.done()
    return await finishScan(
      {
        target: { type: 'cluster', context: connection.value.name, server: connection.value.server.origin },
        assessed,
        problems: read.problems,
        notices: read.notices,
        isNothingReadable: read.objects.length === 0,
        editOf: () => undefined,
      },
      scan,
      options,
      io,
    )
  } finally {
    client.close()
  }
}

type Read = {
  readonly objects: KubernetesObject[]
  readonly problems: Problem[]
  readonly notices: Problem[]
  readonly knownKinds: Set<string>
}

async function readObjects(client: KubernetesClient, signal: AbortSignal, progress: Progress): Promise<Read> {
  const read: Read = { objects: [], problems: [], notices: [], knownKinds: new Set() }
  for await (const item of readCluster({ client, signal })) {
    if (item.type === 'object') {
      read.objects.push(item.object)
      progress.show(`${read.objects.length} objects, ${item.resource.name}`)
    } else if (item.type === 'problem') read.problems.push(item.problem)
    else if (item.state.status === 'synced') read.knownKinds.add(`${item.state.resource.group}/${item.state.resource.kind}`)
    else if (item.state.problem !== undefined) {
      // The role that "toride cluster role" prints leaves Secrets out on purpose: worth a word, but nothing is missing.
      const isWithheld = item.state.status === 'forbidden' && holdsCredentials(item.state.resource)
      ;(isWithheld ? read.notices : read.problems).push(item.state.problem)
    }
  }
  return read
}

/** `v1.34.4-eks-1` → `1.34`. */
function minorVersion(version: string): string {
  return /^v?(\d+\.\d+)/.exec(version)?.[1] ?? version
}
