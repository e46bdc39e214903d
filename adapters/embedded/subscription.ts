// This region's subscription to its peer, and the slot on the peer that feeds it. The peer knows us by the
// name of the subscription in `synchronous_standby_names`. A slot is called after it and has a name of its
// own all the same: a process that stood still may drop a slot and make another long after its heir has
// subscribed. Under the same name the heir's subscription would go on through that one, and miss what
// was committed in between without a word; so it fails.
//
// The worker that applies the peer's changes does not wait for the disk after each of them
// (`synchronous_commit = off`), and yet nothing is lost: it reports to the peer only what has
// reached the disk, and asks again from there after a crash.

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Fault } from '#kernel/core/fault.ts'

/** Longer than any transaction here lasts; making a slot waits for those under way on the peer. */
const createWithinMs = 30_000
const stopWithinMs = 10_000
const dropWithinMs = 10_000
const publications = ['meridian', 'meridian_events']

/** Any of its connections, or one. */
export type Server = pg.Pool | pg.PoolClient

export interface Subscribing {
  readonly own: Server
  readonly peer: pg.Pool
  /** Through which the server reaches the peer's server. */
  readonly peerUrl: string
  readonly name: string
}

/**
 * Receives from now on; goes on where it stopped when the subscription is still there.
 * @param copy whether to begin with a copy of what the peer has
 */
export async function startReceiving(
  { own, peer, peerUrl, name }: Subscribing,
  { copy }: { copy: boolean },
): Promise<void> {
  const connection = pg.escapeLiteral(withTimeouts(peerUrl))
  const known = await find(own, name)
  if (known !== null && known.slot === null) await drop(own, name)
  if (known !== null && known.slot !== null) {
    if (known.connection !== withTimeouts(peerUrl)) {
      await own.query(`alter subscription ${name} connection ${connection}`)
    }
    if (!known.enabled) await own.query(`alter subscription ${name} enable`)
    return
  }
  // Subscribing to what is not there yet succeeds, and then nothing is ever received.
  const { rows } = await peer.query('select from pg_publication where pubname = any ($1)', [
    publications,
  ])
  if (rows.length < publications.length)
    throw new Fault('unavailable', 'the peer has no tables yet')
  await dropSlots(peer, name)
  const slot = await createSlot(peer, name)
  await own.query(
    `create subscription ${name} connection ${connection}
    publication ${publications.join(', ')}
    with (
      create_slot = false, slot_name = ${slot}, copy_data = ${copy}, origin = none,
      synchronous_commit = off, streaming = off
    )`,
  )
}

/** Stops for good, with or without the peer: returns when no process applies its changes any more. */
export async function stopReceiving(own: Server, name: string): Promise<void> {
  const known = await find(own, name)
  if (known !== null) {
    if (known.enabled) await own.query(`alter subscription ${name} disable`)
    // Without its slot the subscription can be dropped although the peer may be gone.
    if (known.slot !== null) await own.query(`alter subscription ${name} set (slot_name = none)`)
    await drop(own, name)
  }
  const end = performance.now() + stopWithinMs
  while (await isApplying(own)) {
    if (performance.now() > end) throw new Fault('timeout', 'the worker of the stream does not end')
    await sleep(10)
  }
}

/** Of the subscription that is named first among the values of a query. */
export const slotsOf = `slot_name = $1 or starts_with(slot_name, $1 || '_')`

/** Drops the slots of a subscription, with those it used while it copied, from the server that feeds it. */
export async function dropSlots(
  feeding: Server,
  name: string,
  withinMs = dropWithinMs,
): Promise<void> {
  const end = performance.now() + withinMs
  for (;;) {
    // Whoever receives through it may come back at once, so it is dropped in the same breath.
    const { rows } = await feeding.query<{ slot_name: string; ended: boolean | null }>(
      `select slot_name, pg_terminate_backend(active_pid, 500) as ended from pg_replication_slots
      where database = current_database()
        and (${slotsOf} or slot_name like 'pg\\_%\\_sync\\_%')`,
      [name],
    )
    if (rows.length === 0) return
    try {
      for (const { slot_name } of rows) {
        await feeding.query('select pg_drop_replication_slot($1)', [slot_name])
      }
      return
    } catch (error) {
      // In use again, or gone by itself.
      const passing = error instanceof pg.DatabaseError && /^(55006|42704)$/.test(error.code ?? '')
      if (!passing || performance.now() > end) throw error
      await sleep(25)
    }
  }
}

/**
 * Made on its own: `create subscription` would make it inside its transaction, and a slot waits for
 * the transactions under way on its server, so two regions that subscribe to each other at the same
 * time would wait for each other.
 * @returns what it is called
 */
export async function createSlot(feeding: pg.Pool, subscription: string): Promise<string> {
  const name = `${subscription}_${randomBytes(4).toString('hex')}`
  const client = await feeding.connect()
  try {
    await client.query(`set statement_timeout = ${createWithinMs}`)
    await client.query("select pg_create_logical_replication_slot($1, 'pgoutput')", [name])
    return name
  } finally {
    client.release(true)
  }
}

async function find(
  own: Server,
  name: string,
): Promise<{ enabled: boolean; slot: string | null; connection: string } | null> {
  const { rows } = await own.query<{ enabled: boolean; slot: string | null; connection: string }>(
    `select subenabled as enabled, subslotname as slot, subconninfo as connection
    from pg_subscription
    where subname = $1 and subdbid = (select oid from pg_database where datname = current_database())`,
    [name],
  )
  return rows[0] ?? null
}

async function drop(own: Server, name: string): Promise<void> {
  await own.query(`drop subscription if exists ${name}`)
}

async function isApplying(own: Server): Promise<boolean> {
  const { rows } = await own.query(
    `select from pg_stat_activity
    where backend_type in ('logical replication apply worker',
      'logical replication tablesync worker', 'logical replication parallel worker')`,
  )
  return rows.length > 0
}

function withTimeouts(peerUrl: string): string {
  const url = new URL(peerUrl)
  url.searchParams.set('connect_timeout', '3')
  return url.href
}
