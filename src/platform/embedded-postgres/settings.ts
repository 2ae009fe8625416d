import { freemem, totalmem } from 'node:os'

const MB = 1024 * 1024

/** Server settings of our own Postgres: only reachable from this machine, modest memory, nothing of a statement in its log. */
export function serverSettings(port: number): Record<string, string> {
  const sharedMb = Math.max(64, Math.min(512, Math.floor(totalmem() / MB / 16)))
  const cacheMb = Math.max(256, Math.floor(freemem() / MB / 2))
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    jit: 'off',
    shared_buffers: `${sharedMb}MB`,
    effective_cache_size: `${cacheMb}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    effective_io_concurrency: '32',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    wal_buffers: '16MB',
    max_locks_per_transaction: '128',
    autovacuum_naptime: '20s',
    timezone: 'UTC',
    // ERROR lines would quote the row ("Key (email)=(…)"); LOG and above do not.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
  }
}
