import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import {
  createAuthority,
  createClientCertificate,
  createServiceAccountKey,
  createServingCertificate,
  type KeyPair,
  readPem,
} from './certificates.ts'
import { buildComponents, type Component, componentPath } from './components.ts'
import { freePorts } from './free-port.ts'
import { endInstance, endStaleInstances, type Instance, writeInstance } from './instance.ts'
import { writeKubeconfig } from './kubeconfig-file.ts'
import { processIdentity } from './process-identity.ts'

/** A running etcd, kube-apiserver and kube-controller-manager, all on 127.0.0.1. */
export type ControlPlane = {
  readonly url: string
  /** Holds certificates, logs (`*.log`) and data; removed by `stop`. */
  readonly folder: string
  readonly certificateAuthority: string
  readonly auditLog: string
  /** Kubeconfig files: `admin` with a token, `adminCertificate` with a client certificate, `nobody` without any permission. */
  readonly kubeconfigs: { readonly admin: string; readonly adminCertificate: string; readonly nobody: string }
  readonly adminToken: string
  /** A kubeconfig for a user with these groups, by a client certificate. RBAC decides what it may do. */
  userKubeconfig(user: string, groups?: readonly string[]): string
  /** A kubeconfig with a fresh token of an existing service account. */
  serviceAccountKubeconfig(namespace: string, name: string): Promise<string>
  /** Runs kubectl as admin and returns its output; `input` goes to its standard input. */
  kubectl(args: readonly string[], input?: string): Promise<string>
  /** Ends the API server at once, as a crash does. */
  killApiServer(): Promise<void>
  /** Starts the API server on its old address and waits until it is ready. */
  startApiServer(): Promise<void>
  /** Ends every process and removes the folder. */
  stop(): Promise<void>
}

export type ControlPlaneOptions = {
  /** Keeps running when this process ends, until `cluster down`. */
  readonly detached?: boolean
}

const serviceRange = '10.96.0.0/16'
const readyTimeoutMs = 90_000

/** Starts a control plane, building it first when needed, and returns when it is ready and makes service accounts. */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  await buildComponents()
  endStaleInstances()
  const folder = mkdtempSync(join(tmpdir(), 'toride-cluster-'))
  const files = prepareFolder(folder)
  const [etcdPort = 0, peerPort = 0, apiPort = 0] = await freePorts(3)
  const url = `https://127.0.0.1:${apiPort}`
  const kubeconfigs = {
    admin: writeKubeconfig(join(folder, 'admin.kubeconfig'), url, files.authority.certificate, { token: files.adminToken }),
    adminCertificate: certificateKubeconfig(folder, url, files.authority, 'certificate-admin', ['system:masters']),
    nobody: writeKubeconfig(join(folder, 'nobody.kubeconfig'), url, files.authority.certificate, { token: files.nobodyToken }),
  }
  const running = new Map<Component, ChildProcess>()
  const instance = (): Instance => ({
    name: basename(folder),
    folder,
    owner: options.detached === true ? undefined : processIdentity(process.pid),
    processes: [...running.values()].flatMap((child) => (child.pid === undefined ? [] : (processIdentity(child.pid) ?? []))),
    adminKubeconfig: kubeconfigs.admin,
  })
  const run = (component: Component, args: readonly string[]): void => {
    const log = openSync(join(folder, `${component}.log`), 'a')
    const child = spawn(componentPath(component), args, { cwd: folder, stdio: ['ignore', log, log], detached: options.detached === true })
    child.unref()
    running.set(component, child)
    writeInstance(instance())
  }
  const stop = async (): Promise<void> => {
    process.off('exit', endNow)
    const gone = [...running.values()].map(exited)
    endNow()
    await Promise.all(gone)
    endInstance(instance())
  }
  const endNow = (): void => {
    for (const child of running.values()) child.kill('SIGKILL')
  }
  if (options.detached !== true) process.once('exit', endNow)

  const startApiServer = async (): Promise<void> => {
    run('kube-apiserver', apiServerArguments(folder, files, etcdPort, apiPort))
    await until('the API server is ready', folder, running, async () => (await ask(url, '/readyz', files)) === 'ok')
  }
  const kubectl = (args: readonly string[], input?: string): Promise<string> =>
    runKubectl(['--kubeconfig', kubeconfigs.admin, '--cache-dir', join(folder, 'kubectl-cache'), ...args], input)

  try {
    run('etcd', etcdArguments(folder, etcdPort, peerPort))
    await startApiServer()
    run('kube-controller-manager', controllerManagerArguments(files, kubeconfigs.admin))
    const account = '/api/v1/namespaces/default/serviceaccounts/default'
    await until('service accounts are made', folder, running, async () => (await ask(url, account, files)) !== undefined)
  } catch (error) {
    await stop()
    throw error
  }

  return {
    url,
    folder,
    certificateAuthority: files.authority.certificate,
    auditLog: files.auditLog,
    kubeconfigs,
    adminToken: files.adminToken,
    userKubeconfig: (user, groups = []) => certificateKubeconfig(folder, url, files.authority, user, groups),
    serviceAccountKubeconfig: async (namespace, name) => {
      const token = await kubectl(['create', 'token', name, '--namespace', namespace, '--duration=2h'])
      const file = join(folder, `${namespace}-${name}.kubeconfig`)
      return writeKubeconfig(file, url, files.authority.certificate, { token: token.trim() })
    },
    kubectl,
    killApiServer: async () => {
      const child = running.get('kube-apiserver')
      if (child === undefined) return
      const gone = exited(child)
      child.kill('SIGKILL')
      await gone
    },
    startApiServer,
    stop,
  }
}

type Files = ReturnType<typeof prepareFolder>

function prepareFolder(folder: string) {
  const authority = createAuthority(folder)
  const adminToken = randomBytes(24).toString('base64url')
  const nobodyToken = randomBytes(24).toString('base64url')
  const tokenFile = join(folder, 'tokens.csv')
  writeFileSync(tokenFile, `${adminToken},admin,admin,"system:masters"\n${nobodyToken},nobody,nobody\n`, { mode: 0o600 })
  const auditPolicy = join(folder, 'audit-policy.yaml')
  writeFileSync(auditPolicy, auditPolicyText)
  return {
    authority,
    serving: createServingCertificate(folder, authority, 'kube-apiserver'),
    serviceAccountKey: createServiceAccountKey(folder),
    adminToken,
    nobodyToken,
    tokenFile,
    auditPolicy,
    auditLog: join(folder, 'audit.log'),
  }
}

/** Changes with their request, reads without; what only the control plane says to itself is left out. */
const auditPolicyText = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: None
    nonResourceURLs: ['/readyz*', '/livez*', '/healthz*', '/version', '/openapi*']
  - level: None
    users: ['system:apiserver']
  - level: Metadata
    resources: [{ group: '', resources: [secrets, configmaps, serviceaccounts/token] }]
  - level: Metadata
    verbs: [get, list, watch]
  - level: Request
`

function etcdArguments(folder: string, port: number, peerPort: number): string[] {
  const client = `http://127.0.0.1:${port}`
  const peer = `http://127.0.0.1:${peerPort}`
  return [
    '--name=test',
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=test=${peer}`,
    '--unsafe-no-fsync',
    // Versions of kinds that do not change move on at this pace; installers set it too (kubeadm: 5 s).
    '--watch-progress-notify-interval=1s',
    '--log-level=warn',
  ]
}

function apiServerArguments(folder: string, files: Files, etcdPort: number, port: number): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    '--endpoint-reconciler-type=none',
    `--service-cluster-ip-range=${serviceRange}`,
    `--cert-dir=${folder}`,
    `--tls-cert-file=${files.serving.certificate}`,
    `--tls-private-key-file=${files.serving.key}`,
    `--client-ca-file=${files.authority.certificate}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${files.serviceAccountKey}`,
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    `--token-auth-file=${files.tokenFile}`,
    '--authorization-mode=Node,RBAC',
    '--allow-privileged=true',
    `--audit-policy-file=${files.auditPolicy}`,
    `--audit-log-path=${files.auditLog}`,
  ]
}

function controllerManagerArguments(files: Files, kubeconfig: string): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--service-account-private-key-file=${files.serviceAccountKey}`,
    `--root-ca-file=${files.authority.certificate}`,
    '--use-service-account-credentials=true',
    '--leader-elect=false',
    '--secure-port=0',
  ]
}

function certificateKubeconfig(folder: string, url: string, authority: KeyPair, user: string, groups: readonly string[]): string {
  const pair = createClientCertificate(folder, authority, user, groups)
  const file = pair.certificate.replace(/\.crt$/, '.kubeconfig')
  return writeKubeconfig(file, url, authority.certificate, { 'client-certificate': pair.certificate, 'client-key': pair.key })
}

async function until(what: string, folder: string, running: ReadonlyMap<Component, ChildProcess>, condition: () => Promise<boolean>) {
  const deadline = Date.now() + readyTimeoutMs
  while (!(await condition())) {
    const dead = [...running].find(([, child]) => child.exitCode !== null || child.signalCode !== null)?.[0]
    if (dead !== undefined) throw new Error(`${dead} ended before ${what}:\n${endOfLog(folder, dead)}`)
    if (Date.now() > deadline) throw new Error(`Waited ${readyTimeoutMs / 1000} s until ${what}:\n${endOfLog(folder, 'kube-apiserver')}`)
    await delay(100)
  }
}

function endOfLog(folder: string, component: Component): string {
  return readFileSync(join(folder, `${component}.log`), 'utf8')
    .split('\n')
    .slice(-15)
    .join('\n')
}

/** The text of an answer with status 200, undefined for everything else. */
function ask(url: string, path: string, files: Files): Promise<string | undefined> {
  return new Promise((done) => {
    const headers = { authorization: `Bearer ${files.adminToken}` }
    const asked = request(`${url}${path}`, { ca: readPem(files.authority.certificate), headers, timeout: 5000, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => done(answer.statusCode === 200 ? text : undefined))
      answer.on('error', () => done(undefined))
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => done(undefined))
    asked.end()
  })
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    child.ref()
    child.once('exit', () => done())
  })
}

async function runKubectl(args: readonly string[], input: string | undefined): Promise<string> {
  const started = promisify(execFile)(componentPath('kubectl'), args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
  started.child.stdin?.end(input ?? '')
  return (await started).stdout
}
