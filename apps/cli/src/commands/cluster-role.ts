import { createClient } from '@toride/sources/kubernetes/client'
import { findConnection } from '@toride/sources/kubernetes/connection'
import { discover } from '@toride/sources/kubernetes/discovery'
import { readOnlyRole } from '@toride/sources/kubernetes/read-only-role'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import type { Io } from '../io.ts'
import { Refusal, usageError } from '../refusal.ts'

export type ClusterRoleOptions = {
  readonly withWrite?: boolean
  readonly withToken?: boolean
  readonly namespace?: string
  readonly discover?: boolean
  readonly context?: string
  readonly kubeconfig?: string
}

/** `toride cluster role`: prints the manifests of a service account that may read everything but the content of Secrets. */
export async function clusterRole(options: ClusterRoleOptions, io: Io): Promise<ExitCode> {
  const { withWrite = false, withToken = false, namespace } = options
  const served = options.discover ? await servedKinds(options, io) : undefined
  io.stdout.write(readOnlyRole({ withWrite, withToken, ...(namespace !== undefined && { namespace }), ...(served && { served }) }))
  return exitCodes.ok
}

async function servedKinds(options: ClusterRoleOptions, io: Io) {
  const connection = findConnection({ context: options.context, kubeconfig: options.kubeconfig, environment: io.environment })
  if (!connection.ok) throw new Refusal([connection.problem])
  const client = createClient(connection.value)
  try {
    const found = await discover(client, new AbortController().signal)
    if (!found.ok) throw usageError(`The cluster did not say what it serves: ${found.failure.message}`)
    return found.value.resources
  } finally {
    client.close()
  }
}
