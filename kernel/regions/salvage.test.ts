import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import type { Home } from '#kernel/core/id.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Peer } from '#kernel/ports/peer.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import { salvage } from '#kernel/regions/salvage.ts'
import { Serving } from '#kernel/regions/serving.ts'

const event = (version: number): StoredEvent => ({
  id: `thg_sin_1/${version}.0`,
  type: 'things.put',
  kind: 'thing',
  documentId: 'thg_sin_1',
  version,
  at: '',
  data: { version },
})

/** Salvages from a region that holds these events, oldest first, of which the peer lacks some. */
async function from(held: readonly StoredEvent[], lacks: (id: string) => boolean) {
  const kept: (readonly StoredEvent[])[] = []
  const asked: number[] = []
  const outcome = await salvage({
    serving: new Serving('sin', 'ap-southeast-1', ['sin', 'syd']),
    replication: {
      recentEvents: async (_homes, limit) => held.toReversed().slice(0, limit),
    } as Partial<Replication> as Replication,
    peer: {
      missingEvents: async (events) => {
        asked.push(events.length)
        return events.map(({ id }) => id).filter(lacks)
      },
    } as Partial<Peer> as Peer,
    keepSalvage: async (events) => {
      kept.push(events)
      return 'report.jsonl'
    },
  })
  return { outcome, kept, asked }
}

test('what the peer lacks is kept word for word, oldest first', async () => {
  const held = [1, 2, 3, 4].map(event)
  const { outcome, kept } = await from(held, (id) => /[34]\.0$/.test(id))
  deepEqual(outcome, { salvaged: 2, report: 'report.jsonl' })
  deepEqual(kept, [[event(3), event(4)]])
})

test('nothing is kept when the peer has everything', async () => {
  const { outcome, kept } = await from([event(1)], () => false)
  deepEqual(outcome, { salvaged: 0, report: null })
  equal(kept.length, 0)
})

test('what is older than something that arrived was forgotten there, not lost', async () => {
  const minute = (version: number, of: Home = 'sin'): StoredEvent => ({
    ...event(version),
    id: `thg_${of}_1/${version}.0`,
    documentId: `thg_${of}_1`,
    at: `2025-03-01T08:${String(version).padStart(2, '0')}:00.000Z`,
  })
  // The other home's events say nothing of this one's.
  const held = [minute(1), minute(5), minute(9), minute(10, 'syd'), minute(12)]
  const arrived = new Set([minute(9).id, minute(10, 'syd').id])
  const { kept } = await from(held, (id) => !arrived.has(id))
  deepEqual(kept, [[minute(5), minute(12)]])
})

test('what was written after the clock was set back is not taken for old', async () => {
  const at = (version: number, time: string) => ({
    ...event(version),
    at: `2025-03-01T08:${time}Z`,
  })
  const held = [at(1, '02:00.000'), at(2, '00:01.000')]
  const { kept } = await from(held, (id) => id === at(2, '').id)
  deepEqual(kept, [[at(2, '00:01.000')]])
})

test('a long tail is asked for in parts', async () => {
  const held = Array.from({ length: 4_500 }, (_, at) => event(at))
  const { outcome, asked } = await from(held, () => true)
  deepEqual(asked, [2_000, 2_000, 500])
  equal(outcome.salvaged, 4_500)
})
