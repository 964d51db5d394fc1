import { type SecurityControl, securityControls } from '@toride/core/security-control'

/** The security controls in the order of their bits in `resources.controls_healthy` and `controls_unhealthy`. */
export const controlsInOrder = Object.keys(securityControls) as SecurityControl[]

export function controlBit(control: SecurityControl): number {
  return 1 << controlsInOrder.indexOf(control)
}
