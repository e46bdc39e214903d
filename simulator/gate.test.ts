import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { Gate } from '#simulator/gate.ts'
import { Scheduler } from '#simulator/scheduler.ts'
import { Trace } from '#simulator/trace.ts'

const second = 1_000_000

function opened() {
  const scheduler = new Scheduler(new Trace())
  return { scheduler, gate: new Gate(scheduler), seen: [] as string[] }
}

test('an open gate lets through at once', () => {
  const { gate, seen } = opened()
  gate.pass(() => seen.push('a'))
  deepEqual(seen, ['a'])
})

test('what waits is not overtaken by what was on its way while hours passed', async () => {
  const { scheduler, gate, seen } = opened()
  const arrives = (what: string) => () => gate.pass(() => seen.push(what))
  gate.shut()
  arrives('first')()
  scheduler.after(second, arrives('second'))
  scheduler.leap(3_600 * second)
  gate.open()
  await scheduler.run(() => false)
  deepEqual(seen, ['first', 'second'])
})

test('a gate that is shut again holds back what it had not taken up', async () => {
  const { scheduler, gate, seen } = opened()
  gate.shut()
  gate.pass(() => {
    seen.push('a')
    gate.shut()
  })
  gate.pass(() => seen.push('b'))
  gate.open()
  await scheduler.run(() => false)
  deepEqual(seen, ['a'])
  gate.open()
  await scheduler.run(() => false)
  deepEqual(seen, ['a', 'b'])
})

test('what is cleared never happens', async () => {
  const { scheduler, gate, seen } = opened()
  gate.shut()
  gate.pass(() => seen.push('a'))
  gate.clear()
  gate.open()
  await scheduler.run(() => false)
  deepEqual(seen, [])
})
