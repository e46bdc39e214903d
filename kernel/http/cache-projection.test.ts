import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { defineService } from '#kernel/service/define-service.ts'
import type { Context } from '#kernel/service/context.ts'
import { cacheProjection } from '#kernel/http/cache-projection.ts'

const shelf = defineService({
  name: 'shelf',
  does: 'Keeps jars.',
  invalidates: { 'shelf.jar-moved': ({ data }) => [`jar:${String(data['jar'])}`, 'jars'] },
})
const nowhere = {} as Context

function moved(jar: string) {
  return {
    id: `${jar}/1.0`,
    type: 'shelf.jar-moved',
    kind: 'jar',
    documentId: jar,
    version: 1,
    at: '2026-01-01T00:00:00.000Z',
    data: { jar },
  }
}

test('a change drops the answers that show it, each tag once', async () => {
  const dropped: unknown[] = []
  const projection = cacheProjection([shelf], (tags) => dropped.push(tags))
  await projection.apply([moved('plums'), moved('figs')], '2', nowhere)
  deepEqual(dropped, [['jar:plums', 'jars', 'jar:figs']])
})

test('after a gap in which changes may have been missed everything is dropped', async () => {
  const dropped: unknown[] = []
  const projection = cacheProjection([shelf], (tags) => dropped.push(tags))
  await projection.rebuild(nowhere)
  await projection.apply([], '0', nowhere)
  deepEqual(dropped, ['all'])
})
