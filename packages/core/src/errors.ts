/**
 * The one table of errors that people can meet. `docs/reference/errors.md` is generated from it, and a test fails when a
 * code is never raised or raised without standing here.
 *
 * `status` is the HTTP status of the API's problem+json; codes that only the command line raises have none.
 */
export const errorTable = {
  'manifest-unreadable': { message: 'The file could not be read: {reason}', hint: 'Check that the path exists and that you may read it.' },
  'manifest-too-large': { message: 'The file is larger than {limitBytes} bytes', hint: 'Split the file, or leave it out of the scan.' },
  'manifest-binary': { message: 'The file is not text', hint: 'Name only YAML or JSON files.' },
  'manifest-not-utf8': { message: 'The file is not valid UTF-8', hint: 'Save the file as UTF-8.' },
  'yaml-syntax': { message: '{reason}', hint: 'Mend the YAML at this place.' },
  'yaml-duplicate-key': {
    message: 'The key "{key}" stands twice in one mapping',
    hint: 'Keep one of the two; Kubernetes would take the last.',
  },
  'yaml-too-deep': { message: 'The document is nested deeper than {limit} levels', hint: 'Kubernetes objects are never this deep.' },
  'yaml-too-many-nodes': {
    message: 'The document expands to more than {limit} values',
    hint: 'Aliases that multiply each other are refused.',
  },
  'object-not-kubernetes': {
    message: 'The document is not a Kubernetes object: {reason}',
    hint: 'It needs apiVersion, kind and metadata.',
  },
  'object-wrong-type': { message: '{path} must be {expected}, but is {actual}', hint: 'Kubernetes would refuse this object.' },
  'symlink-loop': { message: 'The folder links to itself', hint: 'Remove the symbolic link.' },
  'helm-not-rendered': {
    message: 'The Helm chart was not rendered: {reason}',
    hint: 'Install helm, or scan the output of "helm template".',
  },
  'kustomize-not-rendered': {
    message: 'The kustomization was not rendered: {reason}',
    hint: 'Install kubectl, or scan the output of "kubectl kustomize".',
  },
  'check-failed': {
    message: 'The check {check} could not look at this resource: {reason}',
    hint: 'Please report this together with the object.',
  },
  'bad-usage': { message: '{reason}', hint: 'See --help.' },
  'bad-configuration': { message: '{reason}', hint: 'See docs/guide/configuration.md.', status: 400 },
  'cluster-unreachable': { message: 'The cluster did not answer: {reason}', hint: 'Check the address and your network.', status: 502 },
  'cluster-forbidden': {
    message: 'Not allowed to list {resource}',
    hint: 'Grant the read-only role that "toride cluster role" prints.',
    status: 502,
  },
  'cluster-unauthorized': {
    message: 'The cluster does not accept the credentials: {reason}',
    hint: 'Renew the token or the certificate of this connection.',
    status: 502,
  },
  'cluster-credentials-unavailable': {
    message: 'The credentials for the cluster could not be obtained: {reason}',
    hint: 'Log in with the tool that the kubeconfig names, and try again.',
    status: 502,
  },
  'cluster-answer-invalid': {
    message: 'What answered is not a Kubernetes API: {reason}',
    hint: 'Check the address; a proxy or a log-in page may answer in its place.',
    status: 502,
  },
  'fix-managed-elsewhere': {
    message: '{resource} is managed by {tool}, which would undo the change',
    hint: 'Take the patch to its source.',
    status: 409,
  },
  'fix-not-permitted': {
    message: 'The connection may not change {resource}',
    hint: 'Grant the role that "toride cluster role --with-write" prints.',
    status: 409,
  },
  'fix-object-changed': { message: '{resource} has changed since it was assessed', hint: 'Look at the new finding.', status: 409 },
  'fix-rejected': { message: 'The cluster refuses the change of {resource}: {reason}', hint: 'Nothing was changed.', status: 409 },
  'fix-roll-out-failed': {
    message: 'The roll-out of {resource} failed: {reason}',
    hint: 'The former template was put back; see why the new pods do not start.',
    status: 409,
  },
  'fix-roll-back-failed': {
    message: '{resource} could not be put back: {reason}',
    hint: 'Put the former template back by hand, for example with "kubectl rollout undo".',
    status: 409,
  },
  'kubeconfig-refused': {
    message: 'The server does not take this kubeconfig: {reason}',
    hint: 'Use one that holds its certificates and a token itself, for example of the service account that "toride cluster role" makes.',
    status: 400,
  },
  'kubeconfig-invalid': {
    message: 'The kubeconfig cannot be used: {reason}',
    hint: 'Export one with "kubectl config view --minify --flatten".',
    status: 400,
  },
  'database-unreachable': {
    message: 'The database at {address} did not answer: {reason}',
    hint: 'Check that it runs, and the address in DATABASE_URL.',
    status: 503,
  },
  'database-url-invalid': {
    message: 'The address of the database cannot be used: {reason}',
    hint: 'Write it as postgresql://user:password@host:5432/name.',
  },
  'database-server-too-old': {
    message: 'The database server is PostgreSQL {found}; at least {required} is needed',
    hint: 'Upgrade the server, or leave DATABASE_URL out to use the embedded database.',
  },
  'database-schema-newer': {
    message: 'The database was already changed by a newer version of Toride ({migration})',
    hint: 'Start that version, or restore a backup made before the upgrade.',
  },
  'database-migration-failed': {
    message: 'The change {migration} of the database failed, and was undone: {reason}',
    hint: 'The data is as it was before. Mend the reason and start again.',
  },
  'database-notification-too-large': {
    message: 'A notification of {bytes} bytes is larger than the {limitBytes} that PostgreSQL carries',
    hint: 'Send the key of what changed, not the data.',
  },
  'database-platform-unsupported': {
    message: 'There is no embedded database for {platform}: {reason}',
    hint: 'Set DATABASE_URL to a PostgreSQL server.',
  },
  'database-user-unknown': {
    message: 'The embedded database cannot run: {reason}',
    hint: 'Run Toride as a user that stands in /etc/passwd, or set DATABASE_URL.',
  },
  'database-folder-in-use': {
    message: 'The data folder {folder} is in use by another Toride (process {pid})',
    hint: 'Stop that process, or name another folder.',
  },
  'database-folder-unusable': {
    message: 'The data folder {folder} cannot be used: {reason}',
    hint: 'See docs/operations/database.md.',
  },
  'database-postgres-newer': {
    message: 'The data in {folder} was written by PostgreSQL {found}; this version brings PostgreSQL {supported}',
    hint: 'Start the newer version of Toride that wrote it.',
  },
  'database-postgres-older': {
    message: 'The data in {folder} was written by PostgreSQL {found}; this version brings PostgreSQL {supported}',
    hint: 'Move the data as docs/operations/database.md describes under "Upgrades".',
  },
  'database-initialise-failed': {
    message: 'A new database could not be made in {folder}: {reason}',
    hint: 'Check free space and permissions of the folder.',
  },
  'database-start-failed': {
    message: 'The embedded database in {folder} did not start: {reason}',
    hint: 'The file postgres.log in that folder says more.',
    status: 503,
  },
} as const satisfies Record<string, ErrorDefinition>

export type ErrorDefinition = { readonly message: string; readonly hint: string; readonly status?: number }

export type ErrorCode = keyof typeof errorTable

/** Where a problem is: a file as the user named it, and, when known, line and column counted from 1. */
export type Place = { readonly file?: string; readonly line?: number; readonly column?: number }

/** Something that could not be looked at or done. A value, never thrown by parsers. */
export type Problem = { readonly code: ErrorCode; readonly at: Place; readonly message: string; readonly hint: string }

/** Makes a problem from the table; `data` fills the `{placeholders}` of its message. */
export function problem(code: ErrorCode, at: Place, data: Readonly<Record<string, string | number>> = {}): Problem {
  const { message, hint } = errorTable[code]
  return { code, at, message: fillPlaceholders(message, data), hint }
}

/** Replaces `{name}` by `data.name`; a name without data stays as it is. */
export function fillPlaceholders(text: string, data: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => (Object.hasOwn(data, name) ? String(data[name]) : placeholder))
}

/** An error at an edge that has to stop: carries a code of the table to where it is shown. */
export class TorideError extends Error {
  override readonly name = 'TorideError'
  readonly code: ErrorCode
  readonly data: Readonly<Record<string, string | number>>
  constructor(code: ErrorCode, data: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(fillPlaceholders(errorTable[code].message, data), options)
    this.code = code
    this.data = data
  }
}
