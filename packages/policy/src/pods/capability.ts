/** Stands for every capability in `add` and `drop`. */
export const allCapabilities = 'ALL'

/**
 * A Linux capability by the name that Kubernetes uses: `cap_sys_admin` → `SYS_ADMIN`. Container runtimes accept any case
 * and add the prefix themselves.
 */
export function capabilityName(text: string): string {
  const name = text.toUpperCase()
  return name.startsWith('CAP_') ? name.slice(4) : name
}
