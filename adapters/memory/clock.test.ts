import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ManualClock } from '#adapters/memory/clock.ts'

suite('a clock moved by hand', () => {
  test('stands still until it is moved', async () => {
    const clock = new ManualClock(1_000)
    assert.deepEqual([clock.now(), clock.monotonic()], [1_000, 0])
    await clock.advance(250)
    assert.deepEqual([clock.now(), clock.monotonic()], [1_250, 250])
  })

  test('wakes sleepers in the order of time, and of going to sleep', async () => {
    const clock = new ManualClock(0)
    const woken: string[] = []
    const sleeper = async (name: string, ms: number) => {
      await clock.sleep(ms)
      woken.push(`${name} at ${clock.now()}`)
    }
    const all = [
      sleeper('late', 30),
      sleeper('first', 10),
      sleeper('second', 10),
      sleeper('no', 99),
    ]
    assert.equal(clock.nextWakeAt(), 10)
    await clock.advance(50)
    assert.deepEqual(woken, ['first at 10', 'second at 10', 'late at 30'])
    assert.equal(clock.nextWakeAt(), 99)
    await clock.advance(50)
    await Promise.all(all)
    assert.equal(clock.nextWakeAt(), null)
  })

  test('wakes who went to sleep while it was moved', async () => {
    const clock = new ManualClock(0)
    let turns = 0
    const looping = (async () => {
      while (turns < 5) {
        await clock.sleep(10)
        turns += 1
      }
    })()
    await clock.advance(35)
    assert.equal(turns, 3)
    await clock.advance(15)
    await looping
    assert.equal(clock.now(), 50)
  })

  test('lets a sleeper be called off', async () => {
    const clock = new ManualClock(0)
    const control = new AbortController()
    const sleeping = clock.sleep(10, control.signal)
    control.abort(new Error('no more'))
    await assert.rejects(sleeping, /no more/)
    await assert.rejects(clock.sleep(10, control.signal), /no more/)
    assert.equal(clock.nextWakeAt(), null)
  })
})
