import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A certificate with its key, as files. */
export type KeyPair = { readonly certificate: string; readonly key: string }

/** Makes the certificate authority of one cluster in `folder`. */
export function createAuthority(folder: string): KeyPair {
  const pair = { certificate: join(folder, 'ca.crt'), key: join(folder, 'ca.key') }
  openssl(pair, [
    '-subj',
    '/CN=toride-test-ca',
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  ])
  return pair
}

/** A serving certificate for the loopback addresses. */
export function createServingCertificate(folder: string, authority: KeyPair, name: string): KeyPair {
  const pair = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) }
  const names = 'subjectAltName=IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default.svc'
  openssl(pair, ['-CA', authority.certificate, '-CAkey', authority.key, '-subj', `/CN=${name}`, ...leaf('serverAuth'), '-addext', names])
  return pair
}

/** A client certificate: the API server reads the user from CN and the groups from O. */
export function createClientCertificate(folder: string, authority: KeyPair, user: string, groups: readonly string[]): KeyPair {
  const file = user.replaceAll(/[^\w.-]/g, '-')
  const pair = { certificate: join(folder, `${file}.crt`), key: join(folder, `${file}.key`) }
  const subject = `${groups.map((group) => `/O=${group}`).join('')}/CN=${user}`
  openssl(pair, ['-CA', authority.certificate, '-CAkey', authority.key, '-subj', subject, ...leaf('clientAuth')])
  return pair
}

/** The key that signs service account tokens. */
export function createServiceAccountKey(folder: string): string {
  const file = join(folder, 'service-account.key')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return file
}

function leaf(usage: string): string[] {
  return [
    '-addext',
    'basicConstraints=critical,CA:FALSE',
    '-addext',
    `extendedKeyUsage=${usage}`,
    '-addext',
    'keyUsage=critical,digitalSignature',
  ]
}

function openssl(pair: KeyPair, options: readonly string[]): void {
  // Debian's openssl.cnf adds extensions of its own, which would stand twice.
  const configuration = `${pair.key}.cnf`
  writeFileSync(configuration, '[req]\ndistinguished_name=dn\n[dn]\n')
  const request = [
    'req',
    '-x509',
    '-config',
    configuration,
    '-days',
    '30',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-noenc',
  ]
  execFileSync('openssl', [...request, '-out', pair.certificate, '-keyout', pair.key, ...options], { stdio: ['ignore', 'ignore', 'pipe'] })
  rmSync(configuration)
}

export function readPem(file: string): string {
  return readFileSync(file, 'utf8')
}
