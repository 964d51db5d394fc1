/** What tests of commands share: a folder of files, and a run of the command line in it. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runCli } from '../run-cli.ts'

export type Run = { readonly code: number; readonly stdout: string; readonly stderr: string }

export type RunOptions = {
  readonly stdin?: string | Uint8Array
  readonly now?: Date
  readonly columns?: number
  readonly isTTY?: boolean
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs a command in this process. */
export async function toride(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const written = { stdout: '', stderr: '' }
  const output = (stream: keyof typeof written) => ({
    ...(options.isTTY !== undefined && { isTTY: options.isTTY }),
    ...(options.columns !== undefined && { columns: options.columns }),
    write(text: string) {
      written[stream] += text
    },
  })
  const code = await runCli(args, {
    stdin: input(options.stdin ?? ''),
    stdout: output('stdout'),
    stderr: output('stderr'),
    environment: options.environment ?? {},
    now: () => options.now ?? new Date('2030-06-15T12:00:00Z'),
  })
  return { code, ...written }
}

async function* input(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content)
}

const bin = fileURLToPath(new URL('../../bin/toride.js', import.meta.url))

/** Runs a command as users do, in a process of its own. */
export function spawnToride(
  args: readonly string[],
  options: { readonly cwd: string; readonly stdin?: string; readonly nodeOptions?: string },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: options.cwd,
      env: { ...process.env, NODE_OPTIONS: options.nodeOptions },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }))
    child.stdin.end(options.stdin ?? '')
  })
}

export type Folder = { readonly path: string; write(name: string, content: string | Uint8Array): string }

/** A folder that goes away with the test. */
export function folderFor(context: TestContext): Folder {
  const path = mkdtempSync(join(tmpdir(), 'toride-cli-'))
  context.after(() => rmSync(path, { recursive: true, force: true }))
  return {
    path,
    write(name, content) {
      const file = join(path, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
      return file
    },
  }
}

/** A Deployment that breaks many rules, with its Service behind it. Line 12 is its container. */
export const unhealthy = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
      - name: cart
        image: registry.example/cart:1
        securityContext:
          privileged: true # for now
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec:
  selector: {app: cart}
  ports:
  - port: 80
`

/** A ConfigMap that nothing is wrong with. */
export const healthy = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {a: "1"}\n'

export type JsonResult = {
  readonly summary: {
    readonly resources: number
    readonly unhealthy: number
    readonly exempt: number
    readonly known: number
    readonly score: { readonly max: number; readonly current: number }
  }
  readonly findings: readonly {
    readonly rule: string
    readonly severity: string
    readonly title: string
    readonly message: string
    readonly path: string
    readonly resource: { readonly name: string }
    readonly location?: { readonly file: string; readonly line: number; readonly column: number }
  }[]
  readonly exempt: readonly { readonly rule: string; readonly reason: string; readonly by: string }[]
  readonly errors: readonly { readonly code: string; readonly file?: string; readonly line?: number; readonly message: string }[]
}

/** A scan's result as JSON. */
export async function scan(args: readonly string[], options: RunOptions = {}): Promise<Run & { readonly result: JsonResult }> {
  const run = await toride(['scan', 'manifests', ...args, '--format', 'json'], options)
  return { ...run, result: JSON.parse(run.stdout) as JsonResult }
}
