// The stream between two regions: PostgreSQL's logical replication, both ways at once. Each server
// publishes what was written on it and nothing that came from the other (`origin = none`), so
// nothing goes round in circles; and as each row is written by one region only, nothing conflicts.
//
// An acknowledged commit is in both regions because a server waits until the subscription of its
// peer reports that it has the commit on disk. Not promised: that a commit which was never
// acknowledged is in one region only. A server commits first and waits then, so one that is cut off
// while it waits keeps what nobody was told about; that tail is what `recentEvents` is for.
//
// Why not physical replication: a standby cannot serve its own home, and both regions write here.

import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { Fault, invariant } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { EventMark, Fence, PeerStream, Replication } from '#kernel/ports/replication.ts'
import { connections } from '#adapters/embedded/connections.ts'
import { faultOfReading } from '#adapters/embedded/database-fault.ts'
import { leavePairs, leftPairsBefore, readFence, writeFence } from '#adapters/embedded/fence.ts'
import { ledgerDigest, publishedTables } from '#adapters/embedded/ledger-digest.ts'
import { locks } from '#adapters/embedded/locks.ts'
import { waitFor } from '#adapters/embedded/peer-wait.ts'
import { eventColumns, eventOf, type EventRow } from '#adapters/embedded/rows.ts'
import { derivedTables } from '#adapters/embedded/schema.ts'
import { holdingLock } from '#adapters/embedded/session-lock.ts'
import {
  dropSlots,
  slotsOf,
  startReceiving,
  stopReceiving,
  type Server,
  type Subscribing,
} from '#adapters/embedded/subscription.ts'

const abandonWithinMs = 5_000
const peerSubscribesWithinMs = 20_000
/** Nobody is served while it lasts. */
const forgetWithinMs = 1_000
const copyStandsStillMaxMs = 60_000
const pollMs = 10

export interface EmbeddedReplicationOptions {
  readonly url: string
  /** Through which this server, and this process, reach the peer's server. */
  readonly peerUrl: string
  /** The codes of the two regions: lower-case letters and digits. */
  readonly region: Home
  readonly peer: Home
}

export function embeddedReplication(options: EmbeddedReplicationOptions): Replication {
  return new EmbeddedReplication(options)
}

class EmbeddedReplication implements Replication {
  readonly #url: string
  readonly #receiving: Subscribing
  /** What the peer's subscription to this server is called. */
  readonly #sendingName: string
  readonly #pool: pg.Pool
  readonly #peerPool: pg.Pool
  /** While something is done exclusively. */
  #session: pg.PoolClient | null = null

  constructor({ url, peerUrl, region, peer }: EmbeddedReplicationOptions) {
    for (const code of [region, peer]) invariant(/^[a-z0-9]+$/.test(code), `${code} is no code`)
    const common = { synchronousCommit: 'local', settings: {} } as const
    this.#url = url
    this.#pool = connections({ url, max: 4, name: 'replication', ...common })
    this.#peerPool = connections({ url: peerUrl, max: 1, name: `peer ${region}`, ...common })
    this.#sendingName = `meridian_${region}_to_${peer}`
    this.#receiving = {
      own: this.#pool,
      peer: this.#peerPool,
      peerUrl,
      name: `meridian_${peer}_to_${region}`,
    }
  }

  fence(): Promise<Fence> {
    return readFence(this.#pool)
  }

  setFence(fence: Fence, was?: Fence): Promise<void> {
    return writeFence(this.#pool, fence, was)
  }

  leavePairs(before: number): Promise<void> {
    return leavePairs(this.#pool, before)
  }

  leftPairsBefore(): Promise<number> {
    return leftPairsBefore(this.#pool)
  }

  async exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await holdingLock(this.#pool, locks.copy, (session) => {
        this.#session = session
        return work()
      })
    } finally {
      this.#session = null
    }
  }

  async stream(): Promise<PeerStream> {
    const [row] = await this.#rows<{
      receiving: boolean
      sending: boolean
      lag: string | null
      conflicts: string
    }>(
      `select
        exists (
          select from pg_stat_subscription
          where subname = $1 and worker_type = 'apply' and received_lsn is not null
            and last_msg_receipt_time > now() - interval '4 seconds'
        ) as receiving,
        coalesce(sending.state = 'streaming', false) as sending,
        case when sending.flush_lsn is not null then
          greatest(pg_wal_lsn_diff(pg_current_wal_flush_lsn(), sending.flush_lsn), 0)
        end as lag,
        (
          select coalesce(sum(confl_insert_exists + confl_update_exists + confl_update_missing
            + confl_delete_missing + confl_update_origin_differs + confl_delete_origin_differs
            + confl_multiple_unique_conflicts), 0)
          from pg_stat_subscription_stats where subname = $1
        ) as conflicts
      from (select) as one
      left join pg_stat_replication sending on sending.application_name = $2`,
      [this.#receiving.name, this.#sendingName],
    )
    return {
      receiving: row?.receiving ?? false,
      sending: row?.sending ?? false,
      lagBytes: row === undefined || row.lag === null ? null : Number(row.lag),
      conflicts: Number(row?.conflicts ?? 0),
    }
  }

  /**
   * Returns when the peer has subscribed to this region too. Were commits to wait for a peer that
   * still has to subscribe, its subscription could not begin: it waits for those commits to end.
   */
  async subscribe(): Promise<void> {
    try {
      await startReceiving(this.#receiving, { copy: false })
      const subscribed = await this.#within(peerSubscribesWithinMs, async () => {
        const slots = await this.#pool.query(
          `select from pg_replication_slots
          where (${slotsOf}) and confirmed_flush_lsn is not null and wal_status <> 'lost'`,
          [this.#sendingName],
        )
        return slots.rows.length > 0
      })
      if (!subscribed) throw new Fault('timeout', 'the peer does not subscribe to this region')
    } catch (error) {
      throw faultOfReading(error)
    }
  }

  async unsubscribe(): Promise<void> {
    try {
      await stopReceiving(this.#own, this.#receiving.name)
    } catch (error) {
      throw faultOfReading(error)
    }
  }

  awaitPeer(wait: boolean): Promise<void> {
    return waitFor(this.#url, wait ? this.#sendingName : null)
  }

  async abandonWaiting(): Promise<void> {
    const none = await this.#within(abandonWithinMs, async () => {
      const ended = await this.#rows(
        `select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`,
      )
      return ended.length === 0
    })
    if (!none) throw new Fault('timeout', 'commits keep waiting for the peer')
  }

  async forgetPeer(): Promise<void> {
    try {
      await dropSlots(this.#own, this.#sendingName, forgetWithinMs)
    } catch (error) {
      throw faultOfReading(error)
    }
  }

  async position(): Promise<string> {
    // A message of its own, on disk: whatever was committed before it lies before it.
    const [row] = await this.#rows<{ position: string }>(
      "select pg_logical_emit_message(false, 'meridian', 'position', true) as position",
    )
    invariant(row !== undefined, 'a position is always given')
    return row.position
  }

  peerReached(position: string, withinMs: number): Promise<boolean> {
    return this.#within(withinMs, async () => {
      const reached = await this.#rows(
        'select from pg_stat_replication where application_name = $1 and flush_lsn >= $2::pg_lsn',
        [this.#sendingName, position],
      )
      return reached.length > 0
    })
  }

  async recentEvents(homes: readonly Home[], limit: number): Promise<readonly StoredEvent[]> {
    const rows = await this.#rows<EventRow>(
      `select ${eventColumns} from events where split_part(document_id, '_', 2) = any ($1)
      order by arrived_in desc, arrival desc limit $2`,
      [homes, limit],
    )
    return rows.map(eventOf)
  }

  async missing(events: readonly EventMark[]): Promise<readonly string[]> {
    const rows = await this.#rows<{ id: string }>(
      `select asked.id
      from unnest($1::text[], $2::text[], $3::timestamptz[]) as asked(id, type, at)
      where not exists (
        select from events e where e.id = asked.id and e.type = asked.type and e.at = asked.at
      )`,
      [events.map(({ id }) => id), events.map(({ type }) => type), events.map(({ at }) => at)],
    )
    return rows.map(({ id }) => id)
  }

  async reseed(onProgress: (says: string) => void): Promise<void> {
    try {
      const own = this.#own
      await stopReceiving(own, this.#receiving.name)
      // Asks the peer for something before anything here is thrown away.
      await dropSlots(this.#peerPool, this.#receiving.name)
      await own.query(`truncate ${[...publishedTables, ...derivedTables].join(', ')}`)
      await startReceiving({ ...this.#receiving, own }, { copy: true })
      await this.#untilCopied(onProgress)
      await this.#untilCaughtUp()
      await own.query(`analyze ${publishedTables.join(', ')}`)
    } catch (error) {
      throw faultOfReading(error)
    }
  }

  async digest(): Promise<Readonly<Record<string, { rows: number; digest: string }>>> {
    try {
      return await ledgerDigest(this.#pool)
    } catch (error) {
      throw faultOfReading(error)
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#peerPool.end()])
  }

  /** Over its connection goes what is done exclusively. */
  get #own(): Server {
    return this.#session ?? this.#pool
  }

  async #untilCopied(onProgress: (says: string) => void): Promise<void> {
    let said = ''
    let movedAt = performance.now()
    for (;;) {
      const rows = await this.#rows<{ name: string; done: boolean; copied: string | null }>(
        `select c.relname as name, r.srsubstate = 'r' as done, p.tuples_processed as copied
        from pg_subscription_rel r
        join pg_subscription s on s.oid = r.srsubid and s.subname = $1
        join pg_class c on c.oid = r.srrelid
        left join pg_stat_progress_copy p on p.relid = r.srrelid
        order by c.relname`,
        [this.#receiving.name],
      )
      const open = rows.filter(({ done }) => !done)
      const parts = open.map(({ name, copied }) => `${name} ${copied ?? 0} rows`)
      const says = `${rows.length - open.length} of ${rows.length} tables copied`
      const now = [says, ...parts].join(', ')
      if (now !== said) {
        movedAt = performance.now()
        said = now
        onProgress(now)
      }
      if (rows.length > 0 && open.length === 0) return
      if (performance.now() - movedAt > copyStandsStillMaxMs) {
        throw new Fault('timeout', `the copy of the peer stands still: ${now}`)
      }
      await sleep(100)
    }
  }

  async #untilCaughtUp(): Promise<void> {
    const { rows } = await this.#peerPool.query<{ position: string }>(
      "select pg_logical_emit_message(false, 'meridian', 'copied', true) as position",
    )
    const reached = await this.#within(copyStandsStillMaxMs, async () => {
      const confirmed = await this.#peerPool.query(
        'select from pg_stat_replication where application_name = $1 and flush_lsn >= $2::pg_lsn',
        [this.#receiving.name, rows[0]?.position],
      )
      return confirmed.rows.length > 0
    })
    if (!reached) throw new Fault('timeout', 'the copy of the peer does not catch up')
  }

  async #within(ms: number, holds: () => Promise<boolean>): Promise<boolean> {
    const end = performance.now() + ms
    while (!(await holds())) {
      if (performance.now() > end) return false
      await sleep(pollMs)
    }
    return true
  }

  async #rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      return (await this.#pool.query<Row>(text, [...values])).rows
    } catch (error) {
      throw faultOfReading(error)
    }
  }
}
