import { equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import type { Context } from '#kernel/service/context.ts'
import { contexts, type ContextParts } from '#kernel/service/context-for.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'
import type { Service } from '#kernel/service/define-service.ts'

const document = { kind: 'thing', id: 'thg_sin_1', version: 1, state: {}, changedAt: '' }
const aggregate = { kind: 'thing' } as AnyAggregate

function contextOf(serving: ContextParts['serving']): Context {
  const service = { name: 'things', aggregates: [aggregate], answers: [] } as unknown as Service
  const parts = {
    ledger: { read: async () => document },
    newest: () => undefined,
    ports: { clock: {} },
    services: [service],
    serving,
  }
  return contexts(parts as unknown as ContextParts)(service)
}

test('what must not be old is read where nothing can have been missed, or the peer is asked', async () => {
  const serving = {
    isCurrent: true,
    confirm: async () => {
      throw new Fault('not-serving')
    },
  }
  const context = contextOf(serving)
  equal(await context.readCurrent(aggregate, document.id), document)
  serving.isCurrent = false
  await rejects(context.readCurrent(aggregate, document.id), { code: 'not-serving' })
  equal(await context.read(aggregate, document.id), document)
  serving.confirm = async () => undefined as never
  equal(await context.readCurrent(aggregate, document.id), document)
})
