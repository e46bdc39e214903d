import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  commit,
  outcomeOf,
  TwoServers,
  until,
  type ServerRegion,
} from '#adapters/embedded/two-servers.ts'
import { isFault } from '#kernel/core/fault.ts'

// One story in order, because two servers take seconds to start: the regions pair, one is lost, the
// other goes on alone, and the lost one comes back.

let both: TwoServers
let sin: ServerRegion
let syd: ServerRegion

before(async () => {
  both = await TwoServers.start()
  ;({ sin, syd } = both)
})

after(() => both.stop())

test('two regions pair, each receiving from the other', async () => {
  await both.pair(1)
  const { lagBytes, ...stream } = await sin.replication.stream()
  assert.deepEqual(stream, { receiving: true, sending: true, conflicts: 0 })
  assert.notEqual(lagBytes, null)
  assert.deepEqual(await sin.replication.fence(), { epoch: 1, serves: ['sin'] })
  // Asking again for what is there changes nothing.
  await Promise.all([sin.replication.subscribe(), sin.replication.awaitPeer(true)])
})

test('a commit that was acknowledged everywhere is on disk in the other region', async () => {
  await Promise.all(
    Array.from({ length: 50 }, async (_, place) => {
      await sin.ledger.commit(commit(`box_sin_${place}`, 0))
      await sin.ledger.commit(commit(`box_sin_${place}`, 1))
      await syd.ledger.commit(commit(`box_syd_${place}`, 0))
    }),
  )
  const position = await sin.replication.position()
  assert.equal(await sin.replication.peerReached(position, 2_000), true)
  for (const { ledger } of [sin, syd]) {
    assert.equal((await ledger.read('box', 'box_sin_49'))?.version, 2)
    assert.equal((await ledger.read('box', 'box_syd_49'))?.version, 1)
    assert.equal((await ledger.follow(null, 1_000)).events.length, 150)
    assert.equal((await ledger.list('box', { index: 'key' }, { limit: 200 })).items.length, 100)
  }
  assert.deepEqual(await sin.replication.digest(), await syd.replication.digest())
})

test('each region follows what arrives in its own order', async () => {
  const before = await syd.ledger.feedEnd()
  await sin.ledger.commit(commit('box_sin_feed', 0))
  await until(async () => (await syd.ledger.follow(before, 10)).events.length === 1)
  const [arrived] = (await syd.ledger.follow(before, 10)).events
  assert.equal(arrived?.id, 'box_sin_feed/1.0')
})

test('regions forget events each by itself', async () => {
  assert.equal(await sin.ledger.prune('box', '2025-03-01T08:00:01.000Z'), 151)
  await both.reached()
  assert.equal((await syd.ledger.follow(null, 1_000)).events.length, 151)
  assert.equal(await syd.ledger.prune('box', '2025-03-01T08:00:01.000Z'), 151)
  assert.deepEqual(await sin.replication.digest(), await syd.replication.digest())
})

test('deliveries, marks and changes to them go across without a conflict', async () => {
  await sin.ledger.commit(
    commit('box_sin_messages', 0, {
      marks: ['mark-1'],
      deliveries: ['box_sin_messages/1.0/a', 'box_sin_messages/1.0/b', 'box_sin_messages/1.0/c'],
    }),
  )
  await sin.ledger.releaseLeases()
  await sin.ledger.take(10)
  await sin.ledger.commit(commit('box_sin_other', 0, { consumes: ['box_sin_messages/1.0/a'] }))
  await sin.ledger.postpone('box_sin_messages/1.0/b', { error: 'broken', dead: true })
  await sin.ledger.discard('box_sin_messages/1.0/b', 'not wanted')
  await both.reached()
  assert.equal((await sin.ledger.depth()).pending, 1)
  assert.equal((await syd.ledger.depth()).pending, 0, 'the region that serves its home counts it')
  assert.deepEqual(await syd.ledger.take(10), [], 'its home is served elsewhere')
  assert.equal((await syd.ledger.mark('mark-1'))?.id, 'mark-1')
  assert.deepEqual(await sin.replication.digest(), await syd.replication.digest())
  assert.equal((await sin.replication.stream()).conflicts, 0)
  assert.equal((await syd.replication.stream()).conflicts, 0)
})

test('no commit under an older epoch succeeds once the fence is set', async () => {
  const outcomes: string[] = []
  let done = false
  const writing = Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let place = 0; !done; place += 1) {
        try {
          await syd.ledger.commit(
            commit(`box_syd_fence${writer}x${place}`, 0, { durability: 'here' }),
          )
          outcomes.push('committed')
        } catch (error) {
          outcomes.push(isFault(error) ? error.code : String(error))
        }
      }
    }),
  )
  await until(() => Promise.resolve(outcomes.includes('committed')))
  await syd.replication.setFence({ epoch: 2, serves: ['syd'] })
  const settled = outcomes.length
  // Each of the writers may have had one under way.
  await until(() => Promise.resolve(outcomes.length > settled + 8))
  done = true
  await writing
  assert.deepEqual([...new Set(outcomes.slice(settled + 8))], ['not-serving'])
  await assert.rejects(syd.replication.setFence({ epoch: 1, serves: ['syd'] }), {
    code: 'not-serving',
  })
  syd.ledger.believe({ epoch: 2, serves: ['syd'] })
  await syd.ledger.commit(commit('box_syd_fenced', 0))
})

test('without the peer a commit everywhere waits, and one here does not', async () => {
  await both.reached()
  await syd.server.kill()
  const waiting = outcomeOf(sin.ledger.commit(commit('box_sin_waits', 0)))
  await sin.ledger.commit(commit('box_sin_goes', 0, { durability: 'here' }))
  assert.equal(await Promise.race([waiting, sleep(300, 'waits')]), 'waits')
  const { sending, lagBytes } = await sin.replication.stream()
  assert.deepEqual([sending, lagBytes], [false, null])
  await assert.rejects(sin.replication.setFence({ epoch: 2, serves: [] }), { code: 'timeout' })

  await sin.replication.abandonWaiting()
  assert.equal(await waiting, 'outcome-unknown')
  assert.equal((await sin.ledger.read('box', 'box_sin_waits'))?.version, 1, 'it stands here')
})

test('a region goes on alone: it stops receiving, lets waiting commits go, and adopts', async () => {
  const waiting = outcomeOf(sin.ledger.commit(commit('box_sin_let-go', 0)))
  await sleep(50)
  const started = performance.now()
  await sin.replication.unsubscribe()
  await sin.replication.unsubscribe()
  await sin.replication.awaitPeer(false)
  await sin.serve(3, ['sin', 'syd'])
  await sin.replication.forgetPeer()
  const tookMs = performance.now() - started
  assert.equal(await waiting, 'committed')
  assert.ok(tookMs < 3_000, `it took ${Math.round(tookMs)} ms`)
  await sin.ledger.commit(commit('box_syd_0', 1))
  await sin.ledger.commit(commit('box_syd_adopted', 0))
})

test('what the lost region committed last never arrives', async () => {
  await syd.startAgain()
  await syd.serve(2, ['syd'])
  await syd.ledger.commit(commit('box_syd_tail', 0, { durability: 'here' }))
  const unacknowledged = outcomeOf(syd.ledger.commit(commit('box_syd_0', 1)))
  await sleep(300)
  assert.equal(await sin.ledger.read('box', 'box_syd_tail'), null)
  await syd.replication.abandonWaiting()
  assert.equal(await unacknowledged, 'outcome-unknown')

  const recent = await syd.replication.recentEvents(['syd'], 5)
  assert.deepEqual(
    recent.map(({ id }) => id),
    ['box_syd_0/2.0', 'box_syd_tail/1.0', 'box_syd_fenced/1.0'].concat(
      recent.slice(3).map(({ id }) => id),
    ),
  )
  const marks = recent.slice(0, 3).map(({ id, type, at }) => ({ id, type, at }))
  assert.deepEqual(await sin.replication.missing(marks), ['box_syd_tail/1.0'])
  const otherTime = marks.map((mark) => ({ ...mark, at: '2025-03-01T07:00:00.000Z' }))
  assert.deepEqual(
    (await sin.replication.missing(otherTime)).toSorted(),
    marks.map(({ id }) => id).toSorted(),
    'what was written there under the same id is another event',
  )
})

test('a region that comes back is copied from the other, and both are equal', async () => {
  const said: string[] = []
  await syd.replication.awaitPeer(false)
  await syd.replication.unsubscribe()
  await syd.replication.forgetPeer()
  await syd.serve(3, [])
  let place = 0
  let copied = false
  const selling = (async () => {
    for (; !copied; place += 1) await sin.ledger.commit(commit(`box_sin_meanwhile${place}`, 0))
  })()
  await syd.replication.reseed((says) => said.push(says))
  copied = true
  await selling
  await syd.replication.awaitPeer(true)
  assert.match(said.at(-1) ?? '', /6 of 6 tables copied/)

  await sin.replication.subscribe()
  await until(async () => (await sin.replication.stream()).receiving)
  await sin.replication.awaitPeer(true)
  await sin.serve(4, ['sin'])
  await syd.serve(4, ['syd'])
  await sin.ledger.commit(commit('box_sin_paired', 0))
  await syd.ledger.commit(commit('box_syd_adopted', 1))
  await both.reached()
  assert.equal(await syd.ledger.read('box', 'box_syd_tail'), null)
  assert.equal((await sin.ledger.read('box', 'box_syd_adopted'))?.version, 2)
  assert.deepEqual(await sin.replication.digest(), await syd.replication.digest())
  assert.equal((await sin.replication.stream()).conflicts, 0)
  assert.equal((await syd.replication.stream()).conflicts, 0)
})
