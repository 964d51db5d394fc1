import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.ts'

/** The Kubernetes release that the module in `components/` pins. */
const kubernetesVersion = 'v1.34.4'

const moduleFolder = fileURLToPath(new URL('../components', import.meta.url))
const repository = fileURLToPath(new URL('../../..', import.meta.url))

/** Package to build for each program; every one is a `tool` of the module in `components/`. */
const packages = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
} as const

export type Component = keyof typeof packages

/** Folder of everything built and running; outside git. `TORIDE_CLUSTER_CACHE` moves it. */
export function cacheFolder(): string {
  return resolve(process.env.TORIDE_CLUSTER_CACHE ?? join(repository, '.cache', 'cluster'))
}

/** Path of a built program. It exists once `buildComponents` has returned. */
export function componentPath(component: Component): string {
  return join(cacheFolder(), kubernetesVersion, component)
}

/** What this machine lacks for a control plane, as one sentence, or undefined when it has everything. */
export function missingNeeds(): string | undefined {
  if (process.platform !== 'linux') return `The control plane for tests runs on Linux; this is ${process.platform}.`
  const missing = [...(allBuilt() ? [] : [['go', 'version'] as const]), ['openssl', 'version'] as const]
    .filter(([command, argument]) => spawnSync(command, [argument], { stdio: 'ignore' }).status !== 0)
    .map(([command]) => command)
  if (missing.length === 0) return undefined
  return `The control plane for tests needs ${missing.join(' and ')}: install ${missing.length === 1 ? 'it' : 'them'} and put ${missing.length === 1 ? 'it' : 'them'} on PATH (Go 1.24 or newer).`
}

function allBuilt(): boolean {
  return (Object.keys(packages) as Component[]).every((component) => existsSync(componentPath(component)))
}

/** Builds what is not built yet: about six minutes on two cores the first time. Says what it does on stderr; safe to call from several processes. */
export async function buildComponents(): Promise<void> {
  if (allBuilt()) return
  const folder = join(cacheFolder(), kubernetesVersion)
  mkdirSync(folder, { recursive: true })
  await withLock(join(cacheFolder(), 'build.lock'), async () => {
    for (const component of Object.keys(packages) as Component[]) {
      if (!existsSync(componentPath(component))) await build(component)
    }
  })
}

async function build(component: Component): Promise<void> {
  const started = Date.now()
  process.stderr.write(`Building ${component} ${kubernetesVersion} …\n`)
  const [major = '', minor = ''] = kubernetesVersion.slice(1).split('.')
  const version = 'k8s.io/component-base/version'
  const flags = `-s -w -X ${version}.gitVersion=${kubernetesVersion} -X ${version}.gitMajor=${major} -X ${version}.gitMinor=${minor}`
  const partial = `${componentPath(component)}.partial`
  const child = spawn('go', ['build', '-trimpath', '-ldflags', flags, '-o', partial, packages[component]], {
    cwd: moduleFolder,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise((done, fail) => child.on('close', done).on('error', fail))
  if (code !== 0) throw new Error(`go build of ${component} ended with ${String(code)}`)
  renameSync(partial, componentPath(component))
  process.stderr.write(`Built ${component} in ${Math.round((Date.now() - started) / 1000)} s\n`)
}
