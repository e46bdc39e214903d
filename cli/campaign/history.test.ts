import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { FakeStore } from '#cli/campaign/fake-store.ts'
import { keepDefault, keepHistory, repeatCommand } from '#cli/campaign/history.ts'
import { planRound } from '#cli/campaign/plan.ts'
import { order, receipt } from '#cli/drills/clean-record.ts'

test('a round that fails again leaves the history of the first time alone', async () => {
  const keepIn = await mkdtemp(join(tmpdir(), 'meridian-histories-'))
  const fake = await FakeStore.start()
  try {
    const keep = () =>
      keepHistory({
        keepIn: join(keepIn, 'here'),
        plan: planRound(7, 3),
        facts: {},
        kept: {
          moments: [],
          receipts: [receipt('a')],
          orders: [order('a')[1]],
          charges: null,
          audit: null,
        },
        failure: new Error('not whole'),
        ground: { store: fake.file, own: { dir: keepIn } },
        logsBefore: new Map(),
      })
    const first = await keep()
    await writeFile(join(first, 'thoughts.txt'), 'what I found out')
    const folders = [first, await keep(), await keep()]
    assert.deepEqual(
      folders.map((folder) => basename(folder)),
      ['seed-7-round-3', 'seed-7-round-3-2', 'seed-7-round-3-3'],
    )
    assert.equal(await readFile(join(first, 'thoughts.txt'), 'utf8'), 'what I found out')
    const read = (name: string) => readFile(join(first, name), 'utf8')
    assert.match(await read('receipts.jsonl'), /"orderId":"ord_sin_a"/)
    assert.match(await read('orders.jsonl'), /"id":"ord_sin_a"/)
    assert.equal(await read('charges.jsonl'), '')
    const story = JSON.parse(await read('round.json')) as Record<string, unknown>
    assert.deepEqual(story['known'], { orders: true, charges: false })
    assert.match(String(story['repeat']), / --keep \S+here$/)
  } finally {
    fake.close()
    await rm(keepIn, { recursive: true, force: true })
  }
})

test('the command that repeats a round keeps its history where this one is', () => {
  const command = (keepIn: string) => repeatCommand({ seed: 7, round: 3 }, keepIn)
  assert.equal(command(keepDefault), 'node bin/meridian.js drill campaign --seed 7 --round 3')
  assert.equal(
    command('out/a-1'),
    'node bin/meridian.js drill campaign --seed 7 --round 3 --keep out/a-1',
  )
  assert.match(command("it's here"), / --keep 'it'\\''s here'$/)
})
