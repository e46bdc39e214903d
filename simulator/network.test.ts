import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { Dice } from '#simulator/dice.ts'
import { Network } from '#simulator/network.ts'
import { Process } from '#simulator/process.ts'
import { Scheduler } from '#simulator/scheduler.ts'
import { Trace } from '#simulator/trace.ts'

function world() {
  const scheduler = new Scheduler(new Trace())
  const network = new Network(scheduler, new Dice(1))
  const caller = new Process(scheduler)
  const callee = new Process(scheduler)
  let handled = 0
  const ask = (handle: () => Promise<string> = async () => 'yes', bearsRepeat = false) =>
    network
      .call({
        from: 'sin',
        to: 'syd',
        caller,
        callee: () => (callee.life === 'dead' ? null : callee),
        withinMs: 1_000,
        bearsRepeat,
        handle: () => {
          handled += 1
          return handle()
        },
      })
      .catch((error: { code?: string }) => error.code)
  const told = async (answer: Promise<unknown>) => {
    const heard: unknown[] = []
    void answer.then((said) => heard.push(said))
    await scheduler.run(() => false)
    return heard
  }
  return { scheduler, network, caller, callee, ask, told, handled: () => handled }
}

test('an answer takes the way there and back', async () => {
  const { ask, told, scheduler } = world()
  deepEqual(await told(ask()), ['yes'])
  equal(scheduler.nowUs > 4_000, true)
})

test('nobody listens: unavailable. No way there, or none back: a timeout, and it may have happened', async () => {
  const refused = world()
  refused.callee.kill()
  deepEqual(await refused.told(refused.ask()), ['unavailable'])
  const there = world()
  there.network.weather('sin', 'syd').cuts = 1
  deepEqual([await there.told(there.ask()), there.handled()], [['timeout'], 0])
  const back = world()
  back.network.weather('syd', 'sin').cuts = 1
  deepEqual([await back.told(back.ask()), back.handled()], [['timeout'], 1])
})

test('a callee that dies before it answers leaves its caller in doubt', async () => {
  const { ask, told, callee, network, scheduler } = world()
  scheduler.after(20_000, () => {
    callee.kill()
    network.died(callee)
  })
  deepEqual(await told(ask(() => new Promise(() => undefined))), ['outcome-unknown'])
})

test('what is lost on the way is sent again, and arrives late', async () => {
  const { ask, told, network, scheduler } = world()
  network.weather('sin', 'syd').loss = 0.9
  const heard = await told(ask())
  equal(scheduler.nowUs > 200_000, true)
  equal(['yes', 'timeout'].includes(String(heard[0])), true)
})

test('only what bears it arrives twice, and its caller hears one answer', async () => {
  const twice = world()
  twice.network.weather('sin', 'syd').twice = 1
  deepEqual([await twice.told(twice.ask(undefined, true)), twice.handled()], [['yes'], 2])
  const once = world()
  once.network.weather('sin', 'syd').twice = 1
  deepEqual([await once.told(once.ask()), once.handled()], [['yes'], 1])
})

test('what was refused does not arrive a second time', async () => {
  const { network, callee, caller, told } = world()
  network.weather('sin', 'syd').twice = 1
  let handled = 0
  let looks = 0
  const answer = network
    .call({
      from: 'sin',
      to: 'syd',
      caller,
      callee: () => ((looks += 1) === 1 ? null : callee),
      withinMs: 1_000,
      bearsRepeat: true,
      handle: async () => (handled += 1),
    })
    .catch((error: { code?: string }) => error.code)
  deepEqual([await told(answer), handled], [['unavailable'], 0])
})
