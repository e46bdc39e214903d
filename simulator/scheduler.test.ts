import { deepEqual, equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { Scheduler } from '#simulator/scheduler.ts'
import { Trace } from '#simulator/trace.ts'

test('what is to happen happens by its time, and at one time in the order in which it was asked for', async () => {
  const scheduler = new Scheduler(new Trace())
  const seen: string[] = []
  for (const [us, name] of [
    [30, 'c'],
    [10, 'a'],
    [30, 'd'],
    [20, 'b'],
  ] as const) {
    scheduler.after(us, () => seen.push(`${name} ${scheduler.nowUs}`))
  }
  scheduler.after(15, () => seen.push('never')).callOff()
  await scheduler.run(() => false)
  deepEqual(seen, ['a 10', 'b 20', 'c 30', 'd 30'])
})

test('between two steps every promise goes on that can go on', async () => {
  const scheduler = new Scheduler(new Trace())
  const seen: string[] = []
  const deep = async (depth: number): Promise<void> => {
    if (depth > 0) await deep(depth - 1)
    else seen.push('deep')
  }
  scheduler.after(1, () => void deep(200))
  scheduler.after(1, () => seen.push('next'))
  await scheduler.run(() => false)
  deepEqual(seen, ['deep', 'next'])
})

test('hours that pass at once wake whoever slept meanwhile, in order and late', async () => {
  const scheduler = new Scheduler(new Trace())
  const seen: number[] = []
  scheduler.after(5_000, () => seen.push(scheduler.nowUs))
  scheduler.after(2_000, () => seen.push(scheduler.nowUs + 1))
  scheduler.leap(1_000_000)
  await scheduler.run(() => false)
  deepEqual(seen, [1_000_001, 1_000_000])
})

test('it ends when it is over, and with the error of a step', async () => {
  const scheduler = new Scheduler(new Trace())
  let steps = 0
  const again = () => {
    steps += 1
    scheduler.after(1, again)
  }
  again()
  await scheduler.run(() => steps === 10)
  equal(steps, 10)
  scheduler.after(0, () => {
    throw new Error('a bug')
  })
  await rejects(
    scheduler.run(() => false),
    /a bug/,
  )
})
