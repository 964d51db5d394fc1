/** Starts a control plane, writes its instance's folder and waits to be killed: for the test of what a crash leaves behind. */
import { startControlPlane } from './start-control-plane.ts'

const plane = await startControlPlane()
console.log(plane.folder)
setInterval(() => undefined, 60_000)
