import { deepEqual, equal, rejects } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { isFault } from '#kernel/core/fault.ts'
import { Serving, type Standing } from '#kernel/regions/serving.ts'
import { settled } from '#kernel/testing/fake-clock.ts'

const own = { sin: 'sin', syd: 'syd' }
const lost = { sin: 'syd', syd: 'syd' }

function paired(): Serving {
  const serving = new Serving('sin', 'ap-southeast-1', ['sin', 'syd'])
  serving.apply({ epoch: 1, mode: 'paired', serving: own }, 'paired')
  return serving
}
const isNotServing = (error: unknown) => isFault(error, 'not-serving')

test('a pair is kept at its epoch, until this process or another of the region begins to go on alone', async () => {
  const serving = paired()
  let isLeft = false
  serving.seesPeerBy(
    { isFresh: () => true },
    { stands: async () => true, isOver: async () => true, isLeft: async () => isLeft },
  )
  deepEqual([await serving.keepsPair(1), await serving.keepsPair(2)], [true, false])
  isLeft = true
  equal(await serving.keepsPair(1), false)
  isLeft = false
  serving.leavePair()
  equal(await serving.keepsPair(1), false)
})

suite('what a region serves', () => {
  test('is nothing until it has learned the map, and nothing when it is out', () => {
    const serving = new Serving('sin', 'ap-southeast-1', ['sin', 'syd'])
    deepEqual([serving.standing, serving.epoch, serving.servedHere()], ['starting', 0, []])
    serving.apply({ epoch: 4, mode: 'solo', serving: own }, 'out')
    deepEqual([serving.epoch, serving.servedHere()], [4, []])
  })

  test('follows the map', () => {
    const serving = paired()
    deepEqual(serving.servedHere(), ['sin'])
    equal(serving.servedBy('syd'), 'syd')
    serving.apply({ epoch: 2, mode: 'solo', serving: { sin: 'sin', syd: 'sin' } }, 'solo')
    deepEqual(serving.servedHere(), ['sin', 'syd'])
  })

  test('may be frozen, as the map says', () => {
    const serving = paired()
    equal(serving.frozenSince('sin'), null)
    const frozen = { sin: { since: 7, lost: 'sin' } }
    serving.apply({ epoch: 8, mode: 'paired', serving: own, frozen }, 'paired')
    deepEqual([serving.frozenSince('sin'), serving.frozenSince('syd')], [7, null])
  })

  test('ends at once when it stops, and whoever listens is told', () => {
    const serving = paired()
    const told: Standing[] = []
    serving.onChange((standing) => void told.push(standing))
    serving.stop()
    equal(serving.serves('sin'), false)
    deepEqual(told, ['out'])
  })
})

suite('work on a document', () => {
  test('runs where its home is served and is refused elsewhere', async () => {
    const serving = paired()
    equal(await serving.within('cnt_sin_1', async () => 7), 7)
    await rejects(
      serving.within('cnt_syd_1', async () => 7),
      isNotServing,
    )
    await rejects(
      serving.within('nonsense', async () => 7),
      (error) => isFault(error, 'bad-data'),
    )
  })

  test('waits while its home is held and then goes on', async () => {
    const serving = paired()
    await serving.hold('sin')
    let done = false
    const work = serving.within('cnt_sin_1', async () => (done = true))
    await settled()
    equal(done, false)
    serving.release('sin')
    await work
    equal(done, true)
  })

  test('held while its home moves finds that it is served elsewhere', async () => {
    const serving = paired()
    await serving.hold('sin')
    const work = serving.within('cnt_sin_1', async () => 7)
    serving.apply({ epoch: 2, mode: 'paired', serving: lost }, 'paired')
    serving.release('sin')
    await rejects(work, isNotServing)
  })

  test('of another home does not wait', async () => {
    const serving = paired()
    serving.apply({ epoch: 2, mode: 'solo', serving: { sin: 'sin', syd: 'sin' } }, 'solo')
    await serving.hold('sin')
    equal(await serving.within('cnt_syd_1', async () => 7), 7)
  })
})

suite('work that touches what several homes own', () => {
  test('waits for each of them, and keeps each from being handed over', async () => {
    const serving = paired()
    serving.apply({ epoch: 2, mode: 'solo', serving: { sin: 'sin', syd: 'sin' } }, 'solo')
    for (const home of ['sin', 'syd']) {
      await serving.hold(home)
      let done = false
      const work = serving.withinAll(async () => (done = true))
      await settled()
      equal(done, false)
      serving.release(home)
      await work
      const gate = Promise.withResolvers<void>()
      const inside = serving.withinAll(() => gate.promise)
      let drained = false
      const holding = serving.hold(home).then(() => (drained = true))
      await settled()
      equal(drained, false)
      gate.resolve()
      await inside
      await holding
      serving.release(home)
    }
  })
})

suite('holding a home', () => {
  test('waits for those inside, failed ones too, and lets nobody else in', async () => {
    const serving = paired()
    const inside = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const works = inside.map(({ promise }) => serving.within('cnt_sin_1', () => promise))
    let drained = false
    const holding = serving.hold('sin').then(() => (drained = true))
    let late = false
    const waits = serving.within('cnt_sin_1', async () => (late = true))
    inside[0]?.resolve()
    await settled()
    deepEqual([drained, late], [false, false])
    inside[1]?.reject(new Error('no'))
    await Promise.allSettled(works)
    await holding
    await settled()
    deepEqual([drained, late], [true, false])
    serving.release('sin')
    await waits
  })

  test('counts work that entered in the same turn', async () => {
    const serving = paired()
    const gate = Promise.withResolvers<void>()
    let writing = false
    const work = serving.within('cnt_sin_1', async () => {
      writing = true
      await gate.promise
      writing = false
    })
    const holding = serving.hold('sin').then(() => writing)
    await settled()
    gate.resolve()
    equal(await holding, false, 'nobody writes once the home is drained')
    await work
  })

  test('again, right after it was released, still holds who waited', async () => {
    const serving = paired()
    await serving.hold('sin')
    let done = false
    const work = serving.within('cnt_sin_1', async () => (done = true))
    serving.release('sin')
    await serving.hold('sin')
    await settled()
    equal(done, false)
    serving.release('sin')
    await work
  })

  test('is undone by a release without a hold: nothing happens', () => {
    paired().release('sin')
  })
})

test('what is made here belongs to a home that is served here, the own one before others', () => {
  const serving = new Serving('syd', 'syd', ['sin', 'syd'])
  const homeUnder = (map: Readonly<Record<string, string>>) => {
    serving.apply({ epoch: 1, mode: 'paired', serving: map }, 'paired')
    return serving.homeForNew()
  }
  equal(homeUnder({ sin: 'sin', syd: 'syd' }), 'syd')
  equal(homeUnder({ sin: 'syd', syd: 'syd' }), 'syd')
  equal(homeUnder({ sin: 'syd', syd: 'sin' }), 'sin')
  equal(homeUnder({ sin: 'sin', syd: 'sin' }), 'syd')
})

test('what a shopper makes belongs to their own region, unless that is frozen or unknown', () => {
  const serving = new Serving('syd', 'syd', ['sin', 'syd'])
  const both = { sin: 'syd', syd: 'syd' }
  serving.apply({ epoch: 2, mode: 'solo', serving: both }, 'solo')
  equal(serving.homeForNew('sin'), 'sin')
  equal(serving.homeForNew('syd'), 'syd')
  equal(serving.homeForNew('mars'), 'syd')
  const frozen = { sin: { since: 3, lost: 'sin' } }
  serving.apply({ epoch: 3, mode: 'solo', serving: both, frozen }, 'solo')
  equal(serving.homeForNew('sin'), 'syd')
})
