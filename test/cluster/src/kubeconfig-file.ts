import { writeFileSync } from 'node:fs'

/** How a user of a written kubeconfig proves who it is, in the words of the format. */
export type KubeconfigUser =
  | { readonly token: string }
  | { readonly tokenFile: string }
  | { readonly 'client-certificate': string; readonly 'client-key': string }
  | { readonly exec: Readonly<Record<string, unknown>> }

/** Writes a kubeconfig with one context; JSON is YAML too. Returns the file. */
export function writeKubeconfig(file: string, server: string, certificateAuthority: string, user: KubeconfigUser): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority': certificateAuthority } }],
    users: [{ name: 'user', user }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'user' } }],
    'current-context': 'test',
  }
  writeFileSync(file, JSON.stringify(config, undefined, 2), { mode: 0o600 })
  return file
}
