import type { Access } from './access.ts'

/** What a server of ours needs to know besides its data. */
export type ServerConfiguration = {
  readonly configFolder: string
  readonly access: Access
  /** The user who starts Toride, as the system names it. */
  readonly starter: string
  /** Added last, by callers that know better than the defaults (a test that needs no durability). */
  readonly settings: Readonly<Record<string, string>>
}

/** The superuser makes databases and roles; everything else is done by the other one. */
export const superuser = 'postgres'
export const applicationUser = 'toride'
export const applicationDatabase = 'toride'

const identityMap = 'toride'

/**
 * Settings for a small server beside the program that uses it: little memory (16 MB of shared buffers, since the kernel
 * caches the same pages anyway; no worker processes that idle), full durability.
 */
const defaultSettings = {
  cluster_name: 'toride',
  max_connections: '50',
  shared_buffers: '16MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  effective_cache_size: '512MB',
  random_page_cost: '1.1',
  io_method: 'sync',
  max_worker_processes: '2',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  autovacuum_worker_slots: '2',
  jit: 'off',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  checkpoint_timeout: '15min',
  log_destination: 'stderr',
  logging_collector: 'off',
  // Errors in statements reach the program that sent them; written here they would carry user data into a file.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
} as const

/** The text of `postgresql.conf`. Settings that a user put into `custom.conf` beside it win over ours. */
export function postgresqlConf({ configFolder, access, settings }: ServerConfiguration): string {
  const files = { hba_file: `${configFolder}/pg_hba.conf`, ident_file: `${configFolder}/pg_ident.conf` }
  const all: Record<string, string> = { ...defaultSettings, ...files, ...networkSettings(access), ...settings }
  return [
    '# Written anew at every start. Put settings of your own into custom.conf in this folder.',
    ...Object.entries(all).map(([name, value]) => `${name} = ${quoted(value)}`),
    "include 'custom.conf'",
    '',
  ].join('\n')
}

function networkSettings(access: Access): Record<string, string> {
  const port = String(access.port)
  if (access.kind === 'loopback') return { listen_addresses: '127.0.0.1', port, password_encryption: 'scram-sha-256' }
  return {
    listen_addresses: '',
    port,
    // A list of names: the double quotes keep a comma or a space in a name from splitting it.
    unix_socket_directories: `"${access.socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
  }
}

/** The text of `pg_hba.conf`: who may connect from where. */
export function pgHbaConf({ access }: ServerConfiguration): string {
  return access.kind === 'socket' ? `local all all peer map=${identityMap}\n` : 'host all all 127.0.0.1/32 scram-sha-256\n'
}

/** The text of `pg_ident.conf`: the user who starts Toride may be either user of the database, nobody else may be any. */
export function pgIdentConf({ starter }: ServerConfiguration): string {
  return [superuser, applicationUser].map((user) => `${identityMap} "${starter.replaceAll('"', '""')}" ${user}\n`).join('')
}

/** In a configuration file a quote is doubled and a backslash begins an escape. */
function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
