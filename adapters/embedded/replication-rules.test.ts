import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { signal } from '#adapters/embedded/process-tree.ts'
import {
  commit,
  outcomeOf,
  TwoServers,
  until,
  type ServerRegion,
} from '#adapters/embedded/two-servers.ts'

// The simulator's database promises to behave as PostgreSQL does, in rules that have a name each. Here
// the same is done to real servers, one rule after the other on the same two.

const here = { durability: 'here' } as const
/** Long enough for what would happen if it could. */
const aWhileMs = 150
const attemptsMax = 5
/** Within this time whoever subscribed asks for the stream more than once. */
const triesMs = 1_500

let both: TwoServers
let sin: ServerRegion
let syd: ServerRegion
let boxes = 0
const another = (home = 'sin') => `box_${home}_rule${(boxes += 1)}`

before(async () => {
  both = await TwoServers.start()
  ;({ sin, syd } = both)
  await both.pair(1)
})

after(() => both.stop())

test('hidden-while-it-waits, here-does-not-wait', async () => {
  const box = another()
  const aside = another()
  let committing = Promise.resolve('')
  await withoutPeer(async () => {
    committing = outcomeOf(sin.ledger.commit(commit(box, 0)))
    await until(async () => (await sin.waiting()) === 1)
    assert.equal(await unfinished(committing), true)
    assert.equal(await sin.has(box), false)
    await sin.ledger.commit(commit(aside, 0, here))
    assert.equal(await sin.has(aside), true)
  })
  assert.equal(await committing, 'committed')
  assert.equal(await sin.has(box), true)
  await both.reached()
  assert.equal(await syd.has(aside), true)
})

test('one-writer-at-a-row', async () => {
  const box = another()
  const outcomes: Promise<string>[] = []
  await withoutPeer(async () => {
    outcomes.push(outcomeOf(sin.ledger.commit(commit(box, 0))))
    await until(async () => (await sin.waiting()) === 1)
    const second = outcomeOf(sin.ledger.commit(commit(box, 0, here)))
    outcomes.push(second)
    assert.equal(await unfinished(second), true)
  })
  assert.deepEqual(await Promise.all(outcomes), ['committed', 'version-conflict'])
})

test('let-go-is-committed', async () => {
  const cancelled = another()
  const ended = another()
  await withoutPeer(async () => {
    for (const [box, how] of [
      [cancelled, 'pg_cancel_backend'],
      [ended, 'pg_terminate_backend'],
    ] as const) {
      const committing = outcomeOf(sin.ledger.commit(commit(box, 0)))
      await until(async () => (await sin.waiting()) === 1)
      await sin.ask(`select ${how}(pid) from pg_stat_activity where wait_event = 'SyncRep'`)
      assert.equal(await committing, 'outcome-unknown')
      await until(() => sin.has(box))
    }
  })
  await both.reached()
  assert.deepEqual([await syd.has(cancelled), await syd.has(ended)], [true, true])
})

test('standing-still', async () => {
  for (const { server } of both.both) {
    const box = another()
    server.pause()
    const committing = outcomeOf(sin.ledger.commit(commit(box, 0)))
    assert.equal(await unfinished(committing), true)
    if (server === sin.server) assert.equal(await syd.has(box), false)
    server.resume()
    assert.equal(await committing, 'committed')
    assert.equal(await syd.has(box), true)
  }
  const never = another()
  sin.server.pause()
  const committing = outcomeOf(sin.ledger.commit(commit(never, 0)))
  assert.equal(await unfinished(committing), true)
  await sin.crash()
  assert.equal(await committing, 'outcome-unknown')
  assert.equal(await sin.has(never), false)
  await both.reached()
})

test('shown-at-the-peer-first, applied-is-not-flushed, own-flush-takes-all', async () => {
  const pid = await stopWalWriter(syd)
  let waited = false
  // Others flush as well, now and then: whoever writes a page flushes the log before it.
  for (let attempt = 1; !waited && attempt <= attemptsMax; attempt += 1) {
    const box = another()
    const waits = outcomeOf(sin.ledger.commit(commit(box, 0)))
    await until(() => syd.has(box))
    waited = (await unfinished(waits)) && !(await sin.has(box))
    await flush(syd)
    assert.equal(await waits, 'committed')
  }
  assert.equal(waited, true)
  signal(pid, 'SIGCONT')
})

test('applied-tail-is-sent-again', async () => {
  const box = another()
  await both.reached()
  await stopWalWriter(syd)
  await sin.ledger.commit(commit(box, 0, here))
  await until(() => syd.has(box))
  // The power goes before its disk has it.
  await syd.crash()
  await both.reached()
  assert.equal(await syd.has(box), true)
  const [one, other] = await both.digests()
  assert.deepEqual(one, other)
})

test('durable-before-acknowledged, waiting-survives-a-crash', async () => {
  const box = another()
  await withoutPeer(async () => {
    const committing = outcomeOf(sin.ledger.commit(commit(box, 0)))
    await until(async () => (await sin.waiting()) === 1)
    await sin.crash()
    assert.equal(await committing, 'outcome-unknown')
    assert.equal(await sin.has(box), true)
  })
  await both.reached()
  assert.equal(await syd.has(box), true)
})

test('unflushed-is-gone-after-a-crash, fence-is-local', async () => {
  await sin.ask('create table unsafe (word text)')
  await sin.serve(2, ['sin'])
  await stopWalWriter(sin)
  await sin.ask("set synchronous_commit = off; insert into unsafe values ('gone')")
  await sin.crash()
  assert.deepEqual(await sin.ask('select * from unsafe'), [])
  await both.reached()
  assert.deepEqual(await sin.replication.fence(), { epoch: 2, serves: ['sin'] })
  assert.deepEqual(await syd.replication.fence(), { epoch: 1, serves: ['syd'] })
})

test('in-order', async () => {
  const before = await syd.ledger.feedEnd()
  const ids = Array.from({ length: 40 }, () => another())
  for (const [place, id] of ids.entries()) {
    await sin.ledger.commit(commit(id, 0, place % 3 === 0 ? {} : here))
  }
  await both.reached()
  const { events } = await syd.ledger.follow(before, 100)
  assert.deepEqual(
    events.map(({ documentId }) => documentId),
    ids,
  )
})

test('deliveries-replicate', async () => {
  const box = another()
  const names = ['finished', 'postponed', 'leased', 'buried'] as const
  const [finished, postponed, leased, buried] = names.map((name) => `${box}/1.0/${name}`)
  await sin.ledger.commit(commit(box, 0, { deliveries: names.map((name) => `${box}/1.0/${name}`) }))
  await sin.ledger.releaseLeases()
  assert.equal((await sin.ledger.take(10)).length, 4)
  await sin.ledger.finish([finished ?? ''])
  const dueAt = '2025-03-02T00:00:00.000Z'
  await sin.ledger.postpone(postponed ?? '', { error: 'later', dueAt })
  await sin.ledger.postpone(buried ?? '', { error: 'never', dead: true })
  await both.reached()
  const read = (region: ServerRegion) =>
    region.ask<{ id: string; lives: boolean }>(
      `select id, attempts, error, due_at, available_at, died_at is null as lives
      from deliveries order by id`,
    )
  const there = await read(syd)
  assert.deepEqual(there, await read(sin))
  assert.deepEqual(
    there.map(({ id, lives }) => [id, lives]),
    [
      [buried, false],
      [leased, true],
      [postponed, true],
    ],
  )
  await sin.ledger.finish([postponed ?? '', leased ?? ''])
  await sin.ledger.discard(buried ?? '', 'of no use')
})

test('events-are-forgotten-alone', async () => {
  const box = another()
  await sin.ledger.commit(commit(box, 0, { marks: [`mark of ${box}`] }))
  await both.reached()
  assert.ok((await sin.ledger.prune('box', '2025-03-01T08:00:01.000Z')) > 0)
  await both.reached()
  assert.ok((await syd.ledger.history('box', box)).length === 1)
  assert.equal(await syd.ledger.mark(`mark of ${box}`), null)
  await syd.ledger.prune('box', '2025-03-01T08:00:01.000Z')
})

test('tail-that-never-left, subscribing-goes-on', async () => {
  const box = another()
  await syd.ask('alter subscription meridian_sin_to_syd disable')
  await until(async () => !(await sin.replication.stream()).sending)
  await sin.ledger.commit(commit(box, 0, here))
  await sin.ledger.commit(commit(box, 1, here))
  const [slot] = await sin.ask<{ behind: boolean }>(
    `select confirmed_flush_lsn < pg_current_wal_flush_lsn() as behind from pg_replication_slots
    where slot_name like 'meridian\\_sin\\_to\\_syd\\_%'`,
  )
  assert.equal(slot?.behind, true)
  assert.equal(await syd.has(box), false)
  await syd.replication.subscribe()
  await until(async () => (await sin.replication.stream()).sending)
  await both.reached()
  assert.equal((await syd.ledger.read('box', box))?.version, 2)
  assert.equal((await syd.replication.stream()).conflicts, 0)
})

test('switching-off-lets-go', async () => {
  const box = another()
  await withoutPeer(async () => {
    const committing = outcomeOf(sin.ledger.commit(commit(box, 0)))
    await until(async () => (await sin.waiting()) === 1)
    await sin.replication.awaitPeer(false)
    assert.equal(await committing, 'committed')
  })
})

test('unsubscribing-drops, slot-waits-for-those-under-way, subscribing-skips-the-past', async () => {
  const [missed, waits, later] = [another(), another(), another()]
  await both.reached()
  // What was sent and not applied: the worker stands before a row that somebody holds.
  const holder = await syd.session()
  await holder.query('begin')
  await holder.query('lock table documents in exclusive mode')
  await sin.ledger.commit(commit(missed, 0, here))
  const unsubscribing = syd.replication.unsubscribe()
  await sleep(aWhileMs)
  await holder.end()
  await unsubscribing
  await sleep(aWhileMs)
  assert.equal(await syd.has(missed), false)

  const session = await sin.session()
  await session.query('begin')
  await session.query('select pg_current_xact_id()')
  await sin.replication.awaitPeer(true)
  const committing = outcomeOf(sin.ledger.commit(commit(waits, 0)))
  await until(async () => (await sin.waiting()) === 1)
  let isSubscribed = false
  const subscribing = syd.replication.subscribe().then(() => (isSubscribed = true))
  await sleep(aWhileMs)
  assert.equal(isSubscribed, false)
  await session.query('commit')
  await session.end()
  // One that waits for a peer is still there.
  await sleep(aWhileMs)
  assert.equal(isSubscribed, false)
  await sin.replication.awaitPeer(false)
  assert.equal(await committing, 'committed')
  await subscribing

  await sin.ledger.commit(commit(later, 0, here))
  await until(() => syd.has(later))
  assert.equal(await syd.has(missed), false)
})

test('slot-is-bounded', async () => {
  await syd.ask('alter subscription meridian_sin_to_syd disable')
  await until(async () => !(await sin.replication.stream()).sending)
  // A segment of the log is 16 MB; the bound is 1 GB.
  const segments = 70
  await sin.ask(
    `do $$ begin
      for segment in 1..${segments} loop
        perform pg_logical_emit_message(false, 'meridian', 'filler'), pg_switch_wal();
      end loop;
    end $$`,
  )
  await sin.ask('checkpoint')
  const [slot] = await sin.ask<{ state: string }>(
    `select wal_status as state from pg_replication_slots where slot_name like 'meridian\\_sin\\_to\\_syd\\_%'`,
  )
  assert.equal(slot?.state, 'lost')
  await sin.ask('checkpoint')
  const [log] = await sin.ask<{ megabytes: number }>(
    'select (sum(size) / 1048576)::integer as megabytes from pg_ls_waldir()',
  )
  assert.ok((log?.megabytes ?? 0) < 1_024, `${log?.megabytes} MB are kept`)

  const box = another()
  await sin.ledger.commit(commit(box, 0, here))
  await syd.ask('alter subscription meridian_sin_to_syd enable')
  // It comes for the stream again and again, and is sent away each time.
  const end = performance.now() + triesMs
  for (let looks = 0; looks < 5 || performance.now() < end; looks += 1) {
    const { receiving } = await syd.replication.stream()
    const { sending } = await sin.replication.stream()
    assert.deepEqual([receiving, sending, await syd.has(box)], [false, false, false])
    await sleep(20)
  }
})

test('reseeding-copies', async () => {
  await syd.ledger.commit(commit(another('syd'), 0, here))
  let place = 0
  let isCopied = false
  const writing = (async () => {
    for (; !isCopied; place += 1) await sin.ledger.commit(commit(another(), 0, here))
  })()
  await syd.replication.awaitPeer(false)
  await sin.replication.unsubscribe()
  await syd.replication.reseed(() => undefined)
  isCopied = true
  await writing
  assert.ok(place > 0)
  assert.equal(await sin.replication.peerReached(await sin.replication.position(), 5_000), true)
  const [one, other] = await both.digests()
  assert.deepEqual(one, other)
})

test('forgetting-recalls-nothing', async () => {
  const [sent, kept] = [another(), another()]
  // Sent and not applied: the worker stands before a table that somebody holds.
  const holder = await syd.session()
  await holder.query('begin')
  await holder.query('lock table documents in exclusive mode')
  await sin.ledger.commit(commit(sent, 0, here))
  await sleep(aWhileMs)
  await sin.replication.forgetPeer()
  await sin.ledger.commit(commit(kept, 0, here))
  assert.equal(await syd.has(sent), false)
  await holder.end()
  await until(() => syd.has(sent))
  await sleep(aWhileMs)
  assert.equal(await syd.has(kept), false)
})

/** While the other server stands still: its connections stay open, and nothing is answered. */
async function withoutPeer(act: () => Promise<void>): Promise<void> {
  syd.server.pause()
  try {
    await act()
  } finally {
    syd.server.resume()
  }
}

/**
 * From now on nothing is flushed but by a commit of the server's own. (Stopped at the wrong moment,
 * the process holds a lock that every commit needs.)
 */
async function stopWalWriter(region: ServerRegion): Promise<number> {
  const pid = await region.pidOf('walwriter')
  for (;;) {
    signal(pid, 'SIGSTOP')
    const flushed = flush(region)
    if (!(await unfinished(flushed))) return pid
    signal(pid, 'SIGCONT')
    await flushed
  }
}

async function flush(region: ServerRegion): Promise<void> {
  await region.ask("select pg_logical_emit_message(true, 'meridian', 'flush')")
}

async function unfinished(work: Promise<unknown>): Promise<boolean> {
  const still = Symbol('still')
  return (await Promise.race([work, sleep(aWhileMs, still)])) === still
}
