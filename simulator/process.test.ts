import { deepEqual, equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { MachineClock, Process, ProcessClock } from '#simulator/process.ts'
import { Scheduler } from '#simulator/scheduler.ts'
import { Trace } from '#simulator/trace.ts'

const second = 1_000_000

function world() {
  const scheduler = new Scheduler(new Trace())
  const process = new Process(scheduler)
  const machine = new MachineClock(scheduler)
  const clock = new ProcessClock(scheduler, process, machine, 1_000)
  const until = (us: number) => scheduler.run(() => scheduler.nowUs >= us)
  return { scheduler, process, machine, clock, until }
}

test('a process that is killed never goes on, wherever it stood', async () => {
  const { scheduler, process, clock } = world()
  const seen: string[] = []
  const work = async () => {
    await clock.sleep(10)
    seen.push('slept')
    await process.answer((resolve) => scheduler.after(second, () => resolve(null)))
    seen.push('answered')
  }
  void work()
  scheduler.after(second / 2, () => process.kill())
  await scheduler.run(() => false)
  deepEqual(seen, ['slept'])
})

test('one that is stopped takes up what arrived meanwhile, in order, when it goes on', async () => {
  const { scheduler, process, clock } = world()
  const seen: string[] = []
  void clock.sleep(10).then(() => seen.push('slept'))
  scheduler.after(0, () => process.stop())
  scheduler.after(20_000, () => process.enter(() => seen.push('asked')))
  scheduler.after(second, () => {
    seen.push('goes on')
    process.goOn()
  })
  await scheduler.run(() => false)
  deepEqual(seen, ['goes on', 'slept', 'asked'])
})

test('a timer that was due while its process was stopped can still be called off', async () => {
  const { scheduler, process, clock } = world()
  const seen: string[] = []
  const callOff = clock.after(10, () => seen.push('late'))
  scheduler.after(0, () => process.stop())
  scheduler.after(5_000, () => process.enter(callOff))
  scheduler.after(second, () => process.goOn())
  await scheduler.run(() => false)
  deepEqual(seen, [])
})

test('the clock of a machine may be wrong and run too fast; measuring never goes backwards', async () => {
  const { machine, clock, until, scheduler } = world()
  scheduler.after(2 * second, () => undefined)
  await until(second)
  equal(clock.now(), 1_000 + Math.floor(scheduler.nowUs / 1_000))
  machine.setAheadBy(-60_000)
  equal(clock.now(), 1_000 + Math.floor(scheduler.nowUs / 1_000) - 60_000)
  machine.rate = 2
  const before = scheduler.nowUs
  void clock.sleep(1_000)
  await scheduler.run(() => false)
  equal(scheduler.nowUs - before, second / 2)
})

test('time goes on from where it was when the rate of a clock changes, and is set right without measuring it', async () => {
  const { machine, clock, scheduler, until } = world()
  scheduler.after(10 * second, () => undefined)
  scheduler.after(20 * second, () => undefined)
  await until(10 * second)
  machine.rate = 0.5
  equal(clock.monotonic(), 10_000)
  await until(20 * second)
  equal(clock.monotonic(), 15_000)
  equal(clock.now(), 1_000 + 15_000)
  machine.setAheadBy(0)
  equal(clock.now(), 1_000 + 20_000)
  equal(clock.monotonic(), 15_000)
})

test('hours that pass at once are counted rightly by a clock that drifts', () => {
  const { machine, clock, scheduler } = world()
  machine.rate = 1.25
  machine.leap(3_600 * second)
  scheduler.leap(3_600 * second)
  equal(clock.monotonic(), 3_600_000)
  equal(clock.now(), 1_000 + 3_600_000)
})

test('a sleep that is cut short rejects with the reason', async () => {
  const { clock, scheduler } = world()
  const over = new AbortController()
  const slept = rejects(clock.sleep(1_000, over.signal), /enough/)
  scheduler.after(10, () => over.abort(new Error('enough')))
  await scheduler.run(() => false)
  await slept
})
