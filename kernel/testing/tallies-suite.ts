// What every adapter of the port `tallies` does.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Tallies } from '#kernel/ports/tallies.ts'

export function talliesSuite(name: string, open: () => Promise<Tallies>): void {
  describe(`the sums of ${name}`, () => {
    const order = (id: string, day: string, sales: number) => ({
      id,
      counts: { [`day ${day}`]: { orders: 1, sales } },
    })

    it('adds up what items count for, key by key and in order', async () => {
      const tallies = await open()
      await tallies.put([order('b', '02', 5), order('a', '01', 10), order('c', '02', 7)])
      assert.deepEqual(await tallies.read('day 01', 'day 02'), [
        ['day 01', { orders: 1, sales: 10 }],
        ['day 02', { orders: 2, sales: 12 }],
      ])
      assert.deepEqual(await tallies.read('day 02', 'day 09'), [
        ['day 02', { orders: 2, sales: 12 }],
      ])
    })

    it('counts an item once, as it was put last', async () => {
      const tallies = await open()
      await tallies.put([order('a', '01', 10)])
      await tallies.put([order('a', '01', 10)])
      await tallies.put([order('a', '02', 4)])
      assert.deepEqual(await tallies.read('', '~'), [['day 02', { orders: 1, sales: 4 }]])
    })

    it('forgets what is removed, and keeps no empty key', async () => {
      const tallies = await open()
      await tallies.put([order('a', '01', 10)])
      await tallies.remove(['a', 'never-there'])
      assert.deepEqual(await tallies.read('', '~'), [])
    })

    it('knows how far it is until it is emptied', async () => {
      const tallies = await open()
      assert.equal(await tallies.position(), null)
      await tallies.put([order('a', '01', 10)])
      await tallies.setPosition('7')
      assert.equal(await tallies.position(), '7')
      await tallies.clear()
      assert.equal(await tallies.position(), null)
      assert.deepEqual(await tallies.read('', '~'), [])
    })
  })
}
