import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { locks } from '#adapters/embedded/locks.ts'
import { embeddedReplication } from '#adapters/embedded/replication.ts'
import { createSlot, dropSlots } from '#adapters/embedded/subscription.ts'
import {
  commit,
  outcomeOf,
  TwoServers,
  until,
  type ServerRegion,
} from '#adapters/embedded/two-servers.ts'

// Rules of the simulator's database, as in replication-rules.test.ts: who may do what beside whom.

const here = { durability: 'here' } as const
/** Long enough for what would happen if it could. */
const aWhileMs = 150
/** Within this time whoever subscribed asks for the stream more than once. */
const triesMs = 1_500

let both: TwoServers
let sin: ServerRegion
let syd: ServerRegion
let boxes = 0
const another = () => `box_sin_rule${(boxes += 1)}`

before(async () => {
  both = await TwoServers.start()
  ;({ sin, syd } = both)
  await both.pair(1)
})

after(() => both.stop())

test('fence-as-it-was', async () => {
  const { epoch } = await sin.replication.fence()
  const both = { epoch, serves: ['sin', 'syd'] }
  const one = { epoch, serves: ['sin'] }
  const refused = { code: 'not-serving' }
  await sin.replication.setFence(both)
  await assert.rejects(sin.replication.setFence(one, { ...both, epoch: epoch - 1 }), refused)
  await sin.replication.setFence(one, { epoch, serves: ['syd', 'sin'] })
  await assert.rejects(sin.replication.setFence(one, both), refused)
  await assert.rejects(sin.replication.setFence(both, { epoch, serves: [] }), refused)
  assert.deepEqual(await sin.replication.fence(), one)
})

test('fence-one-by-one', async () => {
  const { epoch } = await sin.replication.fence()
  const both = { epoch, serves: ['sin', 'syd'] }
  await sin.replication.setFence(both)
  const told = await Promise.allSettled([
    sin.replication.setFence({ epoch, serves: ['sin'] }, both),
    sin.replication.setFence({ epoch, serves: ['syd'] }, both),
  ])
  assert.deepEqual(told.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
})

test('leaving-waits-for-nobody', async () => {
  await sin.serve((await sin.replication.fence()).epoch, ['sin', 'syd'])
  syd.server.pause()
  try {
    const committing = outcomeOf(sin.ledger.commit(commit(another(), 0)))
    await until(async () => (await sin.waiting()) === 1)
    await sin.replication.leavePairs(3)
    await sin.replication.leavePairs(2)
    const aWhile = sleep(aWhileMs).then(() => 'waits')
    assert.equal(await Promise.race([committing, aWhile]), 'waits')
    const heir = embeddedReplication({
      url: sin.server.url,
      peerUrl: syd.server.url,
      region: 'sin',
      peer: 'syd',
    })
    assert.equal(await heir.leftPairsBefore(), 3)
    await heir.close()
  } finally {
    syd.server.resume()
  }
  await both.reached()
  await sin.crash()
  assert.equal(await sin.replication.leftPairsBefore(), 3)
  assert.equal(await syd.replication.leftPairsBefore(), 0)
})

test('slot-of-its-own', async () => {
  const name = 'meridian_sin_to_syd'
  await sin.serve((await sin.replication.fence()).epoch, ['sin', 'syd'])
  const feeding = new pg.Pool({ connectionString: sin.server.url, max: 1 })
  feeding.on('error', () => undefined)
  try {
    // Asked for by a process that was killed, and late to arrive.
    await createSlot(feeding, name)
    const [box, missed] = [another(), another()]
    await sin.ledger.commit(commit(box, 0, here))
    await both.reached()
    assert.equal(await syd.has(box), true)
    // By one that lives and does not know that it has an heir.
    await dropSlots(feeding, name)
    await sin.ledger.commit(commit(missed, 0, here))
    await createSlot(feeding, name)
    await sin.ledger.commit(commit(another(), 0, here))
    await sleep(triesMs)
    const { receiving } = await syd.replication.stream()
    assert.deepEqual([receiving, await syd.has(missed)], [false, false])
  } finally {
    await feeding.end()
  }
  await syd.replication.unsubscribe()
  await syd.replication.subscribe()
  await until(async () => (await sin.replication.stream()).sending)
})

test('one-comes-back-at-a-time', async () => {
  const box = another()
  await sin.serve((await sin.replication.fence()).epoch, ['sin', 'syd'])
  await sin.ledger.commit(commit(box, 0, here))
  const loseConnection = () =>
    sin.ask(
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = $1",
      [locks.copy],
    )
  for (const lose of [loseConnection, () => sin.crash()]) {
    const copying = await copyingUntilWoken()
    const heir = embeddedReplication({
      url: sin.server.url,
      peerUrl: syd.server.url,
      region: 'sin',
      peer: 'syd',
    })
    const comeBack = () => heir.exclusively(async () => 'came back')
    try {
      await assert.rejects(comeBack(), { code: 'not-serving' })
      await lose()
      await until(() =>
        comeBack().then(
          () => true,
          () => false,
        ),
      )
      copying.wake()
      await assert.rejects(copying.over, { code: 'unavailable' })
      assert.equal(await sin.has(box), true)
    } finally {
      await heir.close()
    }
  }
})

/** A process that copies its region, and stands still before it empties the tables. */
async function copyingUntilWoken(): Promise<{ over: Promise<void>; wake: () => void }> {
  const begun = Promise.withResolvers<void>()
  const woken = Promise.withResolvers<void>()
  const { replication } = sin
  const over = replication.exclusively(async () => {
    begun.resolve()
    await woken.promise
    await replication.reseed(() => undefined)
  })
  // What it comes to is asked for later.
  over.catch(() => undefined)
  await begun.promise
  return { over, wake: woken.resolve }
}

test('fence-in-the-commit, fence-never-goes-back', async () => {
  const session = await sin.session()
  try {
    await session.query('begin')
    await session.query('select served_homes(2)')
    let isSet = false
    const setting = sin.serve(3, ['sin']).then(() => (isSet = true))
    await sleep(aWhileMs)
    assert.equal(isSet, false)
    await session.query('commit')
    await setting
  } finally {
    await session.end()
  }
  await assert.rejects(sin.replication.setFence({ epoch: 2, serves: ['sin'] }), {
    code: 'not-serving',
  })
  sin.ledger.believe({ epoch: 2, serves: ['sin'] })
  assert.equal(await outcomeOf(sin.ledger.commit(commit(another(), 0))), 'not-serving')
  sin.ledger.believe({ epoch: 3, serves: ['sin'] })
})
