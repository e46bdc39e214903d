// The ledger's tables, as numbered steps that only ever add. Each region runs them on its own
// server, because logical replication carries rows and no definitions; the two may be one version
// apart for a while, so a step must leave the tables usable by the program before it.
//
// Published to the peer: documents, index entries, deliveries, marks and what was discarded, with
// every change; events, with insertions only, because each region forgets old events by itself. Not
// published: the fence, and an event's place in the order of arrival, which each region fills in
// from its own transactions when the row arrives there, by whatever way. (A step that publishes one
// more table has to refresh the subscriptions too: they know the tables of the day they were made.)
//
// `json`, not `jsonb`: nothing is asked about the inside of a state here, text goes in and comes out
// as it was (also what `jsonb` refuses, such as U+0000 in a customer's name), and it costs less.

import type pg from 'pg'
import { commitBatch } from '#adapters/embedded/commit-batch-function.ts'
import { locks } from '#adapters/embedded/locks.ts'

/** What projections have put together here; copied from nobody, and rebuilt when it is empty. */
export const derivedTables = ['search_entries', 'search_feed'] as const

interface Step {
  readonly number: number
  readonly name: string
  readonly sql: string
}

const tables = `
create table fence (
  only_row boolean primary key default true check (only_row),
  epoch bigint not null,
  serves text[] not null
);
insert into fence (epoch, serves) values (0, '{}');

create table documents (
  kind text collate "C" not null,
  id text collate "C" not null,
  home text not null,
  version integer not null,
  state json not null,
  changed_at timestamptz not null,
  -- The entries of the document in its indexes, sorted, so that a commit knows which ones go.
  entry_indexes text[] not null,
  entry_keys text[] not null,
  primary key (kind, id)
) with (fillfactor = 80);

create table index_entries (
  kind text collate "C" not null,
  index text collate "C" not null,
  key text collate "C" not null,
  id text collate "C" not null,
  primary key (kind, index, key, id)
);

create sequence arrivals cache 100;
create table events (
  id text collate "C" primary key,
  type text not null,
  kind text not null,
  document_id text collate "C" not null,
  version integer not null,
  -- Position among the events of one commit.
  place smallint not null,
  at timestamptz not null,
  data json not null,
  trace text,
  arrived_in xid8 not null default pg_current_xact_id(),
  arrival bigint not null default nextval('arrivals')
);
create index events_in_order_of_arrival on events (arrived_in, arrival);
create index events_by_age on events using brin (at);

create table deliveries (
  id text collate "C" primary key,
  home text not null,
  subscription text not null,
  kind text not null,
  document_id text not null,
  body json not null,
  due_at timestamptz not null,
  -- When it can be taken: at due_at, or when the lease of the process that holds it ends.
  available_at timestamptz not null,
  attempts integer not null,
  trace text,
  error text,
  died_at timestamptz
) with (
  fillfactor = 70,
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_analyze_scale_factor = 1,
  autovacuum_analyze_threshold = 20000
);
create index deliveries_available on deliveries (home, available_at) where died_at is null;
create index deliveries_dead on deliveries (died_at, id) where died_at is not null;

create table marks (
  id text collate "C" primary key,
  kind text not null,
  home text not null,
  digest text not null,
  at timestamptz not null
);
create index marks_by_age on marks using brin (at);

create table discarded (
  id text collate "C" primary key,
  home text not null,
  delivery json not null,
  reason text not null,
  at timestamptz not null
);

create publication meridian
  for table documents, index_entries, deliveries, marks, discarded
  with (publish = 'insert, update, delete');
create publication meridian_events
  for table events (id, type, kind, document_id, version, place, at, data, trace)
  with (publish = 'insert');
`

/** Every change starts here: no newer fence can be set until the transaction has ended. */
const servedHomes = `
create function served_homes(believed bigint) returns text[] language plpgsql as $$
declare
  homes text[];
begin
  perform pg_advisory_xact_lock_shared(${locks.fence});
  select serves into homes from fence where epoch = believed;
  return coalesce(homes, '{}');
end $$;
`

const deliveryFunctions = `
create function take_deliveries(believed bigint, at timestamptz, until timestamptz, most integer)
returns setof deliveries language plpgsql as $$
declare
  homes text[] := served_homes(believed);
begin
  return query
    with due as (
      select found.id
      from unnest(homes) as served(home) cross join lateral (
        select d.id from deliveries d
        where d.home = served.home and d.died_at is null and d.available_at <= at
        order by d.available_at limit most for update skip locked
      ) found
      limit most
    )
    update deliveries d set available_at = until from due where d.id = due.id returning d.*;
end $$;

create function postpone_delivery(
  believed bigint, delivery text, says text, due timestamptz, dead_at timestamptz
) returns void language plpgsql as $$
declare
  homes text[] := served_homes(believed);
begin
  update deliveries set
    attempts = attempts + 1,
    error = says,
    due_at = coalesce(due, due_at),
    available_at = coalesce(due, due_at),
    died_at = dead_at
  where id = delivery and died_at is null and home = any (homes);
end $$;

create function finish_deliveries(believed bigint, finished text[])
returns void language plpgsql as $$
declare
  homes text[] := served_homes(believed);
begin
  delete from deliveries where id = any (finished) and home = any (homes);
end $$;

create function release_leases(believed bigint) returns void language plpgsql as $$
declare
  homes text[] := served_homes(believed);
begin
  update deliveries set available_at = due_at
  where home = any (homes) and died_at is null and available_at > due_at;
end $$;

create function redrive_delivery(believed bigint, delivery text, now_at timestamptz)
returns boolean language plpgsql as $$
declare
  homes text[] := served_homes(believed);
begin
  update deliveries set
    attempts = 0, error = null, died_at = null, due_at = now_at, available_at = now_at
  where id = delivery and died_at is not null and home = any (homes);
  return found;
end $$;

create function discard_delivery(believed bigint, delivery text, why text, now_at timestamptz)
returns boolean language plpgsql as $$
declare
  homes text[] := served_homes(believed);
begin
  with gone as (
    delete from deliveries
    where id = delivery and died_at is not null and home = any (homes)
    returning *
  )
  insert into discarded (id, home, delivery, reason, at)
  select gone.id, gone.home, to_json(gone), why, now_at from gone;
  return found;
end $$;

create function forget_marks(believed bigint, of_kind text, before timestamptz)
returns void language plpgsql as $$
declare
  homes text[] := served_homes(believed);
begin
  delete from marks where kind = of_kind and at < before and home = any (homes);
end $$;
`

const searchTables = `
create table search_entries (
  id text collate "C" primary key,
  -- Folded words, taken apart by the program: the server knows no language.
  title tsvector not null,
  words tsvector not null,
  -- Name and value with U+001F between them.
  facets text[] not null,
  numbers jsonb not null
);
create index search_entries_by_word on search_entries using gin (words);
create index search_entries_by_facet on search_entries using gin (facets);

create table search_feed (
  only_row boolean primary key default true check (only_row),
  position text not null
);
`

// Can be made again from the catalog, and is whenever a region has lost its server: not worth a sixth
// of what is written down for a product, which both servers' senders then have to read.
const searchUnlogged = `
alter table search_entries set unlogged;
alter table search_feed set unlogged;
`

/**
 * A column that one region has sooner than the other must not be sent to it: a subscription stops at
 * columns it does not know. So what is published is named, and a step that adds a column leaves it out
 * until both regions have it.
 */
const namedColumns = `
alter publication meridian set table
  documents (kind, id, home, version, state, changed_at, entry_indexes, entry_keys),
  index_entries (kind, index, key, id),
  deliveries (
    id, home, subscription, kind, document_id, body, due_at, available_at, attempts, trace, error,
    died_at
  ),
  marks (id, kind, home, digest, at),
  discarded (id, home, delivery, reason, at);
`

/** Beside the fence: in one place for every process of the region, and not published. */
const leftPairs = `
alter table fence add column left_pairs_before bigint not null default 0;
`

const steps: readonly Step[] = [
  { number: 1, name: 'tables', sql: tables },
  { number: 2, name: 'functions', sql: servedHomes + deliveryFunctions + commitBatch },
  { number: 3, name: 'search', sql: searchTables },
  { number: 4, name: 'search not logged', sql: searchUnlogged },
  { number: 5, name: 'named columns', sql: namedColumns },
  { number: 6, name: 'left pairs', sql: leftPairs },
]

export const lastStep = Math.max(...steps.map(({ number }) => number))

/**
 * Brings the tables up to this program, or to a step before it. Safe when several processes do it at
 * once.
 */
export async function migrate(pool: pg.Pool, upTo = lastStep): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [locks.migration])
    await client.query(`create table if not exists schema_steps (
      number integer primary key, name text not null, done_at timestamptz not null default now()
    )`)
    const { rows } = await client.query<{ number: number }>('select number from schema_steps')
    const done = new Set(rows.map(({ number }) => number))
    const open = steps.filter(({ number }) => number <= upTo && !done.has(number))
    for (const { number, name, sql } of open) {
      await client.query('begin')
      await client.query(sql)
      await client.query('insert into schema_steps (number, name) values ($1, $2)', [number, name])
      await client.query('commit')
    }
  } finally {
    // Ends the connection, and with it the lock and any transaction that failed.
    client.release(true)
  }
}
