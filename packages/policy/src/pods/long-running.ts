import type { PodSpec } from '../model/pod.ts'

/** Kinds whose pods are meant to end. */
const finiteKinds = new Set(['batch/Job', 'batch/CronJob'])

/** Whether the containers of a pod are meant to run for ever: not those of Jobs, nor of Pods that are not started again. */
export function isLongRunning(kind: string, { restartPolicy }: PodSpec): boolean {
  if (finiteKinds.has(kind)) return false
  return kind !== '/Pod' || restartPolicy === undefined || restartPolicy === 'Always'
}
