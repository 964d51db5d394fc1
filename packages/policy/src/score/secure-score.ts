import { type SecurityControl, securityControls } from '@toride/core/security-control'

/**
 * The classic secure score.
 *
 * Source: Microsoft Defender for Cloud, "Secure score": a control's points are shared out over its assessed resources;
 * a resource earns its share only when it complies with every recommendation of the control; the whole is the sum of what
 * is earned over the sum of what could be, controls without an assessed resource left out of both.
 *
 * The assessed resource is the cluster (or folder). The same formula over workloads gives the score per workload, without
 * which a single cluster with one flaw in each control would stand at 0 whatever its owners do.
 */
export type ControlScore = {
  readonly control: SecurityControl
  readonly max: number
  readonly current: number
  /** What the control would add if all its resources complied. */
  readonly potentialIncrease: number
  readonly healthy: number
  readonly unhealthy: number
}

export type SecureScore = {
  readonly current: number
  readonly max: number
  /** 0–100; 0 when nothing was assessed, which `max` 0 tells apart. */
  readonly percent: number
  readonly controls: readonly ControlScore[]
}

/** One recommendation's state on one assessed resource. Not applicable and waived ones are not passed; mitigated ones are healthy. */
export type ScoreEntry = { readonly resource: string; readonly control: SecurityControl; readonly isHealthy: boolean }

/** Numbers of resources that comply with all, or fail any, recommendation of a control. */
export type ControlTally = ReadonlyMap<SecurityControl, { readonly healthy: number; readonly unhealthy: number }>

/** Counts resources per control: one unhealthy recommendation makes the resource unhealthy in that control. */
export function tallyControls(entries: Iterable<ScoreEntry>): ControlTally {
  const complies = new Map<SecurityControl, Map<string, boolean>>()
  for (const { resource, control, isHealthy } of entries) {
    let resources = complies.get(control)
    if (resources === undefined) {
      resources = new Map()
      complies.set(control, resources)
    }
    resources.set(resource, (resources.get(resource) ?? true) && isHealthy)
  }
  return new Map(
    [...complies].map(([control, resources]) => {
      const healthy = [...resources.values()].filter(Boolean).length
      return [control, { healthy, unhealthy: resources.size - healthy }]
    }),
  )
}

/** The score from counts. Controls come in the order of their maximum. */
export function secureScore(tally: ControlTally): SecureScore {
  const controls = (Object.keys(securityControls) as SecurityControl[]).flatMap((control): ControlScore[] => {
    const { healthy = 0, unhealthy = 0 } = tally.get(control) ?? {}
    const assessed = healthy + unhealthy
    if (assessed === 0) return []
    const max = securityControls[control]
    const perResource = max / assessed
    return [{ control, max, current: perResource * healthy, potentialIncrease: perResource * unhealthy, healthy, unhealthy }]
  })
  const current = controls.reduce((sum, control) => sum + control.current, 0)
  const max = controls.reduce((sum, control) => sum + control.max, 0)
  return { current, max, percent: max === 0 ? 0 : (current / max) * 100, controls }
}

/** The percentage over several environments: each weighs as many assessed resources as it has. 0 when none has any. */
export function combinedPercent(scores: readonly { readonly percent: number; readonly resources: number }[]): number {
  const weight = scores.reduce((sum, { resources }) => sum + resources, 0)
  return weight === 0 ? 0 : scores.reduce((sum, { percent, resources }) => sum + percent * resources, 0) / weight
}
