// A pair whose commits do not wait for the peer: what it does differently, and nothing else.

import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Fault, isFault } from '#kernel/core/fault.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import { settled } from '#kernel/testing/fake-clock.ts'
import { TwoRegions, type FakeRegion } from '#kernel/testing/two-regions.ts'

const event = (version: number, type = 'things.put'): StoredEvent => ({
  id: `thg_sin_1/${version}.0`,
  type,
  kind: 'thing',
  documentId: 'thg_sin_1',
  version,
  at: '2025-03-01T08:00:00.000Z',
  data: {},
})
const asynchronous = { durability: 'asynchronous', rejoinByItself: true } as const
const frozenSingapore = { sin: { since: 2, lost: 'sin' } }

/** What becomes of a command of a region's own home that is sent now. */
function command({ code, serving }: FakeRegion) {
  const outcome = { is: 'waiting' }
  serving
    .within(`cnt_${code}_1`, async () => undefined)
    .then(
      () => (outcome.is = 'written'),
      (error: unknown) => (outcome.is = isFault(error) ? error.code : 'failed'),
    )
  return outcome
}

/** Singapore held four events, of which two had arrived, and is gone. */
async function singaporeLost(
  before: (world: TwoRegions) => void = () => undefined,
): Promise<TwoRegions> {
  const world = await TwoRegions.paired(asynchronous)
  before(world)
  world.sin.replication.events = [1, 2, 3, 4].map((version) => event(version))
  world.syd.replication.events = [1, 2].map((version) => event(version))
  world.sin.lagBytes = 512
  await world.clock.advance(1_000)
  await world.lose(world.sin)
  await world.clock.advance(2_000)
  equal(world.syd.summary, 'solo 2 sin+syd')
  return world
}

async function singaporeBack(world: TwoRegions): Promise<void> {
  await world.sin.restart()
  await world.clock.advance(10_000)
}

suite('an asynchronous pair', () => {
  test('makes no commit wait for the peer, paired or paired again', async () => {
    const world = new TwoRegions(asynchronous)
    await world.sin.controller.start()
    deepEqual(world.sin.done(), ['subscribe', 'await nobody', 'set-fence 1 sin'])
    await world.stop()

    const lost = await singaporeLost()
    await singaporeBack(lost)
    equal(lost.sin.summary.startsWith('paired'), true)
    ok(![...lost.sin.done(), ...lost.syd.done()].includes('await peer'))
    await lost.stop()
  })

  test('catches up before a hand-over holds anything back, and loses and freezes nothing', async () => {
    const world = await TwoRegions.paired(asynchronous)
    const behind = Promise.withResolvers<boolean>()
    const reached = world.sin.replication.peerReached.bind(world.sin.replication)
    world.sin.replication.peerReached = async () => {
      world.sin.replication.peerReached = reached
      return behind.promise
    }
    const handing = world.sin.controller.handOver('sin')
    await settled()
    const meanwhile = command(world.sin)
    await settled()
    equal(meanwhile.is, 'written')
    behind.resolve(true)
    await handing
    deepEqual(world.sin.done().slice(0, 3), ['set-fence 1 none', 'catch-up', 'propose 2'])
    deepEqual(world.witness.map, { epoch: 2, mode: 'paired', serving: { sin: 'syd', syd: 'syd' } })
    await world.stop()
  })

  test('whose peer does not come near hands nothing over', async () => {
    const world = await TwoRegions.paired(asynchronous)
    world.sin.replication.caughtUp = false
    await rejects(world.sin.controller.handOver('sin'), (error) => isFault(error, 'timeout'))
    equal(command(world.sin).is, 'waiting')
    await settled()
    equal(world.witness.map.epoch, 1)
    await world.stop()
  })
})

suite('an asynchronous region that may have been replaced holds its writes back', () => {
  test('while neither peer nor witness can be reached', async () => {
    const world = await TwoRegions.paired(asynchronous)
    world.link = 'cut'
    world.witness.away = true
    await world.clock.advance(2_000)
    const writes = [command(world.sin), command(world.syd)]
    await world.clock.advance(60_000)
    deepEqual(
      writes.map(({ is }) => is),
      ['waiting', 'waiting'],
    )
    world.link = 'up'
    await world.clock.advance(1_000)
    deepEqual(
      writes.map(({ is }) => is),
      ['written', 'written'],
    )
    await world.stop()
  })

  test('and, when it was, refuses them', async () => {
    const world = await TwoRegions.paired(asynchronous)
    world.link = 'cut'
    world.witness.slowMs = 500
    await world.clock.advance(1_000)
    const writes = [command(world.sin), command(world.syd)]
    await world.clock.advance(3_000)
    const loser = world.sin.serving.standing === 'out' ? 0 : 1
    deepEqual([writes[loser]?.is, writes[1 - loser]?.is], ['not-serving', 'written'])
    await world.stop()
  })

  test('while its peer is at a newer epoch that it cannot learn', async () => {
    const world = await TwoRegions.paired(asynchronous)
    world.witness.map = { epoch: 2, mode: 'solo', serving: { sin: 'syd', syd: 'syd' } }
    await world.syd.controller.learn(world.witness.map)
    world.witness.away = true
    await world.clock.advance(400)
    const write = command(world.sin)
    await world.clock.advance(60_000)
    equal(write.is, 'waiting')
    world.witness.away = false
    await world.clock.advance(400)
    equal(write.is, 'not-serving')
    await world.stop()
  })

  test('while its peer, just started, does not know yet whether it went on alone', async () => {
    const world = await TwoRegions.paired(asynchronous)
    const { sin, syd, witness } = world
    await world.lose(syd)
    witness.away = true
    await world.clock.advance(2_000)
    const write = command(sin)
    await syd.restart()
    await world.clock.advance(2_000)
    deepEqual([syd.summary, write.is], ['starting 0 none', 'waiting'])
    witness.away = false
    await world.clock.advance(3_000)
    deepEqual([world.summary, write.is], [['paired 1 sin', 'paired 1 syd'], 'written'])
    await world.stop()
  })

  test('after it has slept, until its peer has answered', async () => {
    const world = await TwoRegions.paired(asynchronous)
    const sleep = world.clock.sleep.bind(world.clock)
    world.clock.sleep = (ms, signal) => sleep(ms === 200 ? 5_000 : ms, signal)
    await world.clock.advance(200)
    world.clock.sleep = sleep
    world.link = 'silent'
    await world.clock.advance(5_200)
    const write = command(world.sin)
    await settled()
    equal(write.is, 'waiting')
    world.link = 'up'
    await world.clock.advance(1_500)
    equal(write.is, 'written')
    await world.stop()
  })

  test('but not when it is alone: nobody replaces it then', async () => {
    const world = await singaporeLost()
    const sleep = world.clock.sleep.bind(world.clock)
    world.clock.sleep = (ms, signal) => sleep(ms === 200 ? 5_000 : ms, signal)
    await world.clock.advance(30_000)
    const write = command(world.syd)
    await settled()
    equal(write.is, 'written')
    world.clock.sleep = sleep
    await world.stop()
  })

  test('but not because the witness is slow', async () => {
    const world = await TwoRegions.paired(asynchronous)
    world.witness.slowMs = 10_000
    for (let second = 0; second < 60; second += 1) {
      await world.clock.advance(1_000)
      const write = command(world.sin)
      await settled()
      equal(write.is, 'written')
    }
    await world.stop()
  })

  test('also when the process is told to end: then nobody writes', async () => {
    const world = await TwoRegions.paired(asynchronous)
    world.link = 'cut'
    world.witness.away = true
    await world.clock.advance(2_000)
    const write = command(world.sin)
    await settled()
    equal(write.is, 'waiting')
    await world.sin.controller.stop()
    await settled()
    equal(write.is, 'not-serving')
  })

  test('which a synchronous one need not: its commits wait for the peer', async () => {
    const world = await TwoRegions.paired()
    world.link = 'cut'
    world.witness.away = true
    await world.clock.advance(4_000)
    const write = command(world.sin)
    await settled()
    equal(write.is, 'written')
    await world.stop()
  })
})

suite('a home adopted without its last commits', () => {
  test('is frozen, and what may be missing is written down', async () => {
    const world = await singaporeLost()
    deepEqual(world.witness.map.frozen, frozenSingapore)
    equal(world.syd.serving.frozenSince('sin'), 2)
    equal(world.syd.serving.frozenSince('syd'), null)
    const [report] = world.syd.losses.reports
    deepEqual(
      { ...report, at: '', lastSeen: { ...report?.lastSeen, at: '' } },
      {
        epoch: 2,
        at: '',
        lostRegion: 'sin',
        adoptedBy: 'syd',
        homes: ['sin'],
        lastArrived: { id: 'thg_sin_1/2.0', type: 'things.put', at: event(2).at },
        lastSeen: { at: '', lagBytes: 512 },
        salvaged: null,
      },
    )
    ok((report?.lastSeen?.at ?? '') < (report?.at ?? ''))
    await world.stop()
  })

  test('is not, when every commit waited for the peer', async () => {
    const world = await TwoRegions.paired()
    await world.lose(world.sin)
    await world.clock.advance(2_000)
    equal(world.witness.map.frozen, undefined)
    deepEqual(world.syd.losses.reports, [])
    await world.stop()
  })

  test('stays frozen when its adopter starts anew, and is reported once', async () => {
    const world = await singaporeLost()
    const [report] = world.syd.losses.reports
    await world.syd.restart()
    equal(world.syd.serving.frozenSince('sin'), 2)
    deepEqual(world.syd.losses.reports, [report])
    await world.stop()
  })

  test('is served although its report could not be written', async () => {
    const world = await TwoRegions.paired(asynchronous)
    world.syd.losses.keep = () => Promise.reject(new Error('no room'))
    await world.lose(world.sin)
    await world.clock.advance(2_000)
    equal(world.syd.summary, 'solo 2 sin+syd')
    equal(world.syd.serving.frozenSince('sin'), 2)
    await world.stop()
  })

  test('goes home frozen while what came back with its region is not accounted for', async () => {
    const world = await singaporeLost()
    await singaporeBack(world)
    deepEqual(world.summary, ['paired 4 sin', 'paired 4 syd'])
    deepEqual(world.sin.salvaged, [[event(3), event(4)]])
    deepEqual(world.witness.map.frozen, frozenSingapore)
    for (const { losses } of [world.sin, world.syd]) {
      const { salvaged } = losses.reports[0] ?? {}
      deepEqual(
        { ...salvaged, at: '' },
        { at: '', events: 2, file: 'report.jsonl', complete: true, reconciledAt: null },
      )
    }
    await world.stop()
  })

  test('that lost nothing after all thaws when its region is back', async () => {
    const world = await singaporeLost()
    world.syd.replication.events = world.sin.replication.events
    await singaporeBack(world)
    equal(world.witness.map.frozen, undefined)
    deepEqual(world.summary, ['paired 5 sin', 'paired 5 syd'])
    await world.stop()
  })

  test('stays frozen when its region returns with another ledger', async () => {
    const world = await singaporeLost()
    world.sin.replication.events = []
    await singaporeBack(world)
    equal(world.sin.losses.reports[0]?.salvaged?.complete, false)
    deepEqual(world.witness.map.frozen, frozenSingapore)
    await world.stop()
  })

  test('counts nothing as arrived that its survivor wrote itself', async () => {
    const world = await singaporeLost(({ syd: { serving, replication } }) => {
      const apply = serving.apply.bind(serving)
      serving.apply = (map, standing) => {
        apply(map, standing)
        if (standing === 'solo') replication.events = [...replication.events, event(3, 'written')]
      }
    })
    equal(world.syd.losses.reports[0]?.lastArrived?.id, 'thg_sin_1/2.0')
    await world.stop()
  })

  test('has its tail saved once, however often the return is tried', async () => {
    const world = await singaporeLost()
    world.sin.replication.failing.set('forget-peer', Array(2).fill(new Fault('unavailable')))
    const reseed = world.sin.replication.reseed.bind(world.sin.replication)
    world.sin.replication.reseed = async () => {
      world.sin.replication.reseed = reseed
      world.sin.replication.events = world.syd.replication.events
      throw new Fault('unavailable')
    }
    await world.sin.restart()
    await world.clock.advance(60_000)
    equal(world.sin.serving.standing, 'paired')
    equal(world.sin.salvaged.length, 1)
    equal(world.sin.losses.reports[0]?.salvaged?.events, 2)
    deepEqual(world.witness.map.frozen, frozenSingapore)
    await world.stop()
  })

  test('keeps what the adopter wrote differently under the same id', async () => {
    const world = await singaporeLost()
    world.syd.replication.events = [event(1), event(2), event(3, 'things.removed')]
    await singaporeBack(world)
    deepEqual(world.sin.salvaged, [[event(3), event(4)]])
    await world.stop()
  })
})

suite('what is frozen', () => {
  test('thaws when somebody says so, at both regions, whether or not the lost one is back', async () => {
    for (const back of [false, true]) {
      const world = await singaporeLost()
      if (back) await singaporeBack(world)
      equal(await world.syd.controller.unfreeze('sin'), true)
      equal(world.witness.map.frozen, undefined)
      deepEqual(
        [world.sin, world.syd].filter(({ serving }) => serving.frozenSince('sin')),
        [],
      )
      equal(await world.syd.controller.unfreeze('sin'), false)
      await world.stop()
    }
  })

  test('thaws by itself once a return that was interrupted finds it reconciled', async () => {
    const world = await singaporeLost()
    await singaporeBack(world)
    const [report] = world.sin.losses.reports
    ok(report?.salvaged)
    const salvaged = { ...report.salvaged, reconciledAt: '2025-03-01T09:00:00.000Z' }
    await world.sin.losses.keep({ ...report, salvaged })
    await world.clock.advance(70_000)
    equal(world.witness.map.frozen, undefined)
    await world.stop()
  })

  test('is not let go of by a region that is out', async () => {
    const world = await singaporeLost()
    world.syd.alive = false
    await world.sin.restart()
    equal(world.sin.serving.standing, 'out')
    await rejects(world.sin.controller.unfreeze('sin'), (error) => isFault(error, 'not-serving'))
    await world.stop()
  })
})
