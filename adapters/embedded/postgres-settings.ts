/**
 * How a region's server is set up: for a machine that runs two of them beside everything else. Only
 * what differs from PostgreSQL 18's defaults. They are handed over on the command line, which no
 * `alter system` can override; `synchronous_standby_names` is left to the controller and not here.
 */
export const postgresSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  password_encryption: 'scram-sha-256',

  // Memory: most of it is this, once. No I/O workers, no parallel queries, no compiled ones.
  shared_buffers: '64MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  huge_pages: 'off',

  // The log is flushed often, so that an acknowledgement from the peer need not wait for it.
  wal_level: 'logical',
  wal_writer_delay: '1ms',
  wal_writer_flush_after: '0',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  checkpoint_timeout: '10min',

  // The stream to the peer. A lost peer is noticed soon, and what is kept for it is bounded.
  max_wal_senders: '8',
  max_replication_slots: '8',
  max_slot_wal_keep_size: '1GB',
  max_logical_replication_workers: '6',
  max_sync_workers_per_subscription: '3',
  max_worker_processes: '10',
  wal_sender_timeout: '3s',
  wal_receiver_timeout: '3s',
  wal_retrieve_retry_interval: '300ms',

  // Deliveries are rows that live for milliseconds: what is left of them has to go all the time.
  autovacuum_naptime: '5s',
  autovacuum_max_workers: '2',
  autovacuum_worker_slots: '4',
  autovacuum_vacuum_cost_delay: '1ms',

  // Loopback clients that vanish are noticed by the server.
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '3',

  random_page_cost: '1.1',
  log_checkpoints: 'off',
  log_min_messages: 'warning',
  log_line_prefix: '%m [%p] %a: ',
  timezone: 'UTC',
  log_timezone: 'UTC',
}
