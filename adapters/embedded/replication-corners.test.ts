import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { publishedTables } from '#adapters/embedded/ledger-digest.ts'
import { lastStep } from '#adapters/embedded/schema.ts'
import {
  commit,
  migrateTo,
  outcomeOf,
  TwoServers,
  until,
  type ServerRegion,
} from '#adapters/embedded/two-servers.ts'

// What goes wrong in the stream itself, on two servers of which one starts a step behind the other.

const here = { durability: 'here' } as const
const subscription = 'meridian_sin_to_syd'
const manyBoxes = 3_000

let both: TwoServers
let sin: ServerRegion
let syd: ServerRegion
let boxes = 0
const another = (home = 'sin') => `box_${home}_corner${(boxes += 1)}`

before(async () => {
  both = await TwoServers.start({ sydIsBehindBy: 1 })
  ;({ sin, syd } = both)
  await both.pair(1)
})

after(() => both.stop())

test('two regions a step apart replicate both ways, and while the later one takes the step', async () => {
  await bothWays()
  let isDone = false
  const writing = (async () => {
    while (!isDone) await bothWays()
  })()
  await migrateTo(lastStep, syd.server.url)
  isDone = true
  await writing
  await areEqual()
})

test('a column that only one region has yet stops no stream', async () => {
  for (const table of publishedTables) {
    await sin.ask(`alter table ${table} add column of_tomorrow text default 'new'`)
  }
  const box = another()
  const delivery = `${box}/1.0/a`
  await sin.ledger.commit(commit(box, 0, { marks: ['mark-1'], deliveries: [delivery] }))
  await sin.ledger.commit(commit(another(), 0, { consumes: [delivery] }))
  await bothWays()
  await areEqual()
})

test('an ended walsender comes back, and no commit that waited for it is lost', async () => {
  const outcomes: Promise<string>[] = []
  const senders = () =>
    sin.ask<{ pid: number }>('select pid from pg_stat_replication where application_name = $1', [
      subscription,
    ])
  const before = await senders()
  assert.equal(before.length, 1)
  for (let round = 0; round < 20; round += 1) {
    outcomes.push(outcomeOf(sin.ledger.commit(commit(another(), 0))))
    if (round === 10) {
      const ended = await sin.ask(
        `select pid, pg_terminate_backend(pid) as ended from pg_stat_replication
        where application_name = $1`,
        [subscription],
      )
      assert.deepEqual(ended, [{ pid: before[0]?.pid, ended: true }])
    }
    await sleep(2)
  }
  assert.deepEqual([...new Set(await Promise.all(outcomes))], ['committed'])
  const after = await senders()
  assert.equal(after.length, 1)
  assert.notEqual(after[0]?.pid, before[0]?.pid, 'another one sends')
  await areEqual()
})

test('a conflict stops the stream and is counted, and the stream goes on once it is gone', async () => {
  const box = another()
  // Changes with an origin are not sent on, so only this region has the row.
  const intruder = await syd.session()
  await intruder.query("select pg_replication_origin_create('somebody')")
  await intruder.query("select pg_replication_origin_session_setup('somebody')")
  await intruder.query(
    "insert into documents values ('box', $1, 'sin', 1, '{}', now(), '{}', '{}')",
    [box],
  )
  const committing = outcomeOf(sin.ledger.commit(commit(box, 0)))
  await until(async () => (await syd.replication.stream()).conflicts > 0)
  assert.equal(await sin.waiting(), 1, 'nothing is acknowledged meanwhile')
  await intruder.query('delete from documents where id = $1', [box])
  await intruder.end()
  assert.equal(await committing, 'committed')
  await areEqual()
})

test('a copy that is interrupted, by either end and more than once, is begun anew', async () => {
  for (let made = 0; made < manyBoxes; made += 500) {
    const some = Array.from({ length: 500 }, () => commit(another(), 0, here))
    await sin.ledger.commitMany(some)
  }
  await sin.replication.awaitPeer(false)
  await syd.replication.awaitPeer(false)
  await sin.replication.unsubscribe()
  await sin.replication.forgetPeer()
  await syd.serve(2, [])

  const crashes = await reseedHalfWay()
  await syd.crash()
  assert.equal(await crashes.outcome, 'unavailable')
  await crashes.goOn()

  const ends = await reseedHalfWay()
  await sin.ask('select pg_terminate_backend(pid) from pg_stat_replication')
  await ends.goOn()
  // Its workers begin again by themselves.
  assert.equal(await ends.outcome, 'committed')
  await syd.replication.reseed(() => undefined)
  await until(async () => (await slotsAtSin()) === 1)
  await both.pair(3)
  await bothWays()
  await areEqual()
})

test('a slot that was dropped is not made anew: what it kept can only be copied', async () => {
  await sin.replication.forgetPeer()
  const lost = another()
  const committing = outcomeOf(sin.ledger.commit(commit(lost, 0)))
  await until(async () => (await sin.waiting()) === 1)
  await sleep(500)
  assert.equal((await syd.replication.stream()).receiving, false)
  assert.equal((await sin.replication.stream()).sending, false)
  await sin.replication.abandonWaiting()
  assert.equal(await committing, 'outcome-unknown')

  await sin.replication.awaitPeer(false)
  await syd.replication.awaitPeer(false)
  await sin.replication.unsubscribe()
  await sin.replication.forgetPeer()
  await syd.serve(4, [])
  await syd.replication.reseed(() => undefined)
  await both.pair(5)
  assert.equal(await syd.has(lost), true)
  await areEqual()
})

/** Begins a copy and holds it up: the tables that are not copied yet are locked at their source. */
async function reseedHalfWay() {
  const holdUp = await sin.session()
  const begun = Promise.withResolvers<void>()
  const outcome = outcomeOf(syd.replication.reseed(() => begun.resolve()))
  await begun.promise
  await holdUp.query(`begin; lock table ${publishedTables.join(', ')}`)
  await until(async () => (await slotsAtSin()) > 1)
  return { outcome, goOn: () => holdUp.end() }
}

async function bothWays(): Promise<void> {
  await Promise.all(
    both.both.map(async ({ name, ledger }) => {
      const box = another(name)
      await ledger.commit(commit(box, 0))
      await ledger.commit(commit(box, 1))
    }),
  )
}

async function areEqual(): Promise<void> {
  await both.reached()
  const [one, other] = await both.digests()
  assert.deepEqual(one, other)
}

async function slotsAtSin(): Promise<number> {
  return (await sin.ask('select from pg_replication_slots')).length
}
