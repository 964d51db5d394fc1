/**
 * The one table of errors that people can meet. `docs/reference/errors.md` is generated from it, and a test fails when a
 * code is never raised or raised without standing here.
 *
 * `status` is the HTTP status of the API's problem+json; codes that only the command line raises have none.
 */
export const errorTable = {
  'manifest-unreadable': { message: 'The file could not be read: {reason}', hint: 'Check that the path exists and that you may read it.' },
  'manifest-empty': {
    message: 'There is no Kubernetes object in it',
    hint: 'Check the path; with --verbose a scan names what it has skipped.',
  },
  'manifest-too-large': { message: 'The file is larger than {limitMebibytes} MiB', hint: 'Split the file, or leave it out of the scan.' },
  'manifest-binary': { message: 'The file is not text', hint: 'Name only YAML or JSON files.' },
  'manifest-not-utf8': { message: 'The file is not valid UTF-8', hint: 'Save the file as UTF-8.' },
  'yaml-syntax': { message: '{reason}', hint: 'Mend the YAML or JSON at this place.' },
  'manifest-template': {
    message: 'The file looks like a template, which is no YAML before it is rendered: {reason}',
    hint: 'Scan the folder of the Helm chart, or what the template renders.',
  },
  'yaml-duplicate-key': {
    message: 'The key "{key}" stands twice in one mapping',
    hint: 'Keep one of the two; Kubernetes would take the last.',
  },
  'yaml-too-deep': { message: 'The document is nested deeper than {limit} levels', hint: 'Kubernetes objects are never this deep.' },
  'yaml-too-many-nodes': {
    message: 'The document expands to more than {limit} values',
    hint: 'Aliases that multiply each other are refused.',
  },
  'yaml-too-many-faults': {
    message: 'More than {limit} documents of the file are broken; the rest of it was not read',
    hint: 'Check that it is YAML at all.',
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
  'exemption-expired': {
    message: 'The exemption "{name}" has expired on {date} and no longer holds',
    hint: 'Mend what it covers, or give it a new date.',
  },
  'exemption-unused': {
    message: 'The exemption "{name}" covers nothing that was found',
    hint: 'Check its kinds, names and scope, or delete it.',
  },
  'ignored-check-unknown': {
    message: 'The annotation names "{id}", which is not a check{suggestion}',
    hint: 'See "toride checks list".',
  },
  'kind-unknown': {
    message: 'Kubernetes has no kind {kind}; did you mean {meant}?',
    hint: 'Kubernetes would refuse this object, and no check has looked at it.',
  },
  'pod-carrier-unknown': {
    message: '{kind} holds a pod under {pointer} that is not looked at',
    hint: 'Name the kind under podCarriers in .toride.yaml: "{kind}: {pointer}".',
  },
  'fix-not-written': {
    message: 'The fix of {rule} for {resource} was not written: {reason}',
    hint: 'Make the change by hand; the scan with --format json shows the patch.',
  },
  'fix-rendered': {
    message: '{count} fixes were not written: a tool renders the objects from this file and others',
    hint: 'Mend this file by hand; the scan shows the place of each finding.',
  },
  'check-failed': {
    message: 'The check {check} could not look at this resource: {reason}',
    hint: 'Please report this together with the object.',
  },
  'bad-usage': { message: '{reason}', hint: 'See --help.' },
  'bad-configuration': { message: '{reason}', hint: 'See docs/guide/configuration.md.', status: 400 },
  'request-invalid': {
    message: 'The request is not valid: {fields}',
    hint: 'Each entry of "errors" names a field and what is wrong with it.',
    status: 400,
  },
  'request-unreadable': { message: 'The body of the request cannot be read: {reason}', hint: 'Send one JSON document.', status: 400 },
  'request-too-large': { message: 'The body of the request is larger than {limitBytes} bytes', hint: 'Send less at once.', status: 413 },
  'request-media-type': { message: 'The body of the request is not JSON', hint: 'Send it with the type application/json.', status: 415 },
  'request-forged': {
    message: 'The request may come from another site',
    hint: 'Send the header x-toride-request with requests that carry a session.',
    status: 403,
  },
  'too-many-requests': { message: 'Too many attempts; wait {seconds} seconds', hint: 'Nothing was done.', status: 429 },
  'not-found': { message: 'There is nothing at this address, or you may not see it', hint: 'Check the address.', status: 404 },
  'not-signed-in': { message: 'Nobody is signed in', hint: 'Sign in, or send an API token that is still valid.', status: 401 },
  'sign-in-failed': { message: 'Username or password is wrong', hint: 'Ask an administrator if you have lost your password.', status: 401 },
  'not-allowed': {
    message: 'Your roles do not allow this: it needs {permission}',
    hint: 'Ask an administrator for a role.',
    status: 403,
  },
  'password-change-required': { message: 'The password has to be changed first', hint: 'Choose a new password.', status: 403 },
  'current-password-wrong': { message: 'The current password is wrong', hint: 'Type it again.', status: 400 },
  'setup-closed': { message: 'The first administrator exists already', hint: 'Sign in.', status: 409 },
  'setup-token-wrong': {
    message: 'The setup token is wrong',
    hint: 'Take the newest one from the output of "toride up" or from the file setup-token in its data folder.',
    status: 403,
  },
  'name-taken': { message: 'The name "{name}" is taken', hint: 'Choose another name.', status: 409 },
  'limit-reached': { message: 'There can be at most {limit} of these', hint: 'Delete one that is not needed.', status: 409 },
  'scope-not-found': { message: 'The scope names something that does not exist', hint: 'Choose it again.', status: 400 },
  'grant-exceeds-own': {
    message: 'A token cannot have the role {role} where you do not have it yourself',
    hint: 'Choose a narrower scope or another role.',
    status: 403,
  },
  'last-administrator': {
    message: 'This is the last user who can manage users',
    hint: 'Make another user a cluster admin of the whole tenant first.',
    status: 409,
  },
  'manifest-folder-refused': {
    message: 'The folder {folder} cannot be an environment: {reason}',
    hint: 'The operator of the server allows folders with TORIDE_MANIFEST_FOLDERS.',
    status: 400,
  },
  'resource-not-found': { message: 'A resource is gone, or you may not see it', hint: 'Look at the list again.', status: 404 },
  'job-interrupted': {
    message: 'The server stopped while the job ran',
    hint: 'Look at the resource, then start the job again.',
  },
  'server-busy': { message: 'The server cannot answer now: {reason}', hint: 'Try again in a moment.', status: 503 },
  'internal-error': {
    message: 'The server failed at this request',
    hint: 'The log has more under the id {requestId}.',
    status: 500,
  },
  'port-in-use': {
    message: 'The address {address} is in use by another program',
    hint: 'Choose another one with --port, or stop that program.',
  },
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

/** Makes a problem from the table; `data` fills the `{placeholders}` of its message and hint. */
export function problem(code: ErrorCode, at: Place, data: Readonly<Record<string, string | number>> = {}): Problem {
  const { message, hint } = errorTable[code]
  return { code, at, message: fillPlaceholders(message, data), hint: fillPlaceholders(hint, data) }
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
