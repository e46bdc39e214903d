import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Conflicts } from '#cli/campaign/conflicts.ts'
import { FakeStore, wholeReport } from '#cli/campaign/fake-store.ts'

const stream = (conflicts: number) => ({
  receiving: true,
  sending: true,
  lagBytes: 0,
  conflicts,
})

test('conflicts are counted from the first look on, through every reset, for each region', async () => {
  const fake = await FakeStore.start()
  try {
    const conflicts = new Conflicts(fake.file)
    const says = (region: string, ...counts: number[]) => {
      for (const count of counts) conflicts.see({ region, stream: stream(count) })
    }
    says('sin', 7, 7)
    assert.equal(conflicts.total, 0)
    says('sin', 9)
    says('syd', 2, 3)
    assert.equal(conflicts.total, 3)
    says('sin', 0)
    assert.equal(conflicts.total, 3)
    says('syd', 1, 1)
    says('sin', 4)
    assert.equal(conflicts.total, 8)
    conflicts.see({ region: 'sin', stream: null })
    assert.equal(conflicts.total, 8)
  } finally {
    fake.close()
  }
})

test('a count that is gone with its subscription before the end was read meanwhile', async () => {
  const fake = await FakeStore.start()
  try {
    const conflicts = new Conflicts(fake.file)
    conflicts.see(wholeReport('syd'))
    await conflicts.during(async () => {
      fake.reports.sin = null
      fake.reports.syd = wholeReport('syd', { stream: stream(5) })
      while (conflicts.total === 0) await sleep(20)
      fake.reports.syd = wholeReport('syd')
    })
    assert.equal(conflicts.total, 5)
  } finally {
    fake.close()
  }
})
