/**
 * A real Kubernetes control plane for people: `npm run cluster up` starts one and prints its kubeconfig,
 * `npm run cluster down` ends it.
 */
import { missingNeeds } from './src/components.ts'
import { endInstance, readInstances } from './src/instance.ts'
import { isRunning } from './src/process-identity.ts'
import { startControlPlane } from './src/start-control-plane.ts'

const kept = readInstances().filter((instance) => instance.owner === undefined)
const alive = kept.find((instance) => instance.processes.some(isRunning))

switch (process.argv[2]) {
  case 'up': {
    const missing = missingNeeds()
    if (missing !== undefined) {
      console.error(missing)
      process.exit(1)
    }
    const kubeconfig = alive?.adminKubeconfig ?? (await startControlPlane({ detached: true })).kubeconfigs.admin
    console.error('The control plane runs. Use it with:')
    console.log(`export KUBECONFIG=${kubeconfig}`)
    break
  }
  case 'down':
    for (const instance of kept) endInstance(instance)
    console.error(kept.length === 0 ? 'No control plane was running.' : 'The control plane has ended.')
    break
  default:
    console.error('Usage: npm run cluster up | down')
    process.exit(2)
}
