import { equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import type { DocumentQueue } from '#kernel/commands/document-queue.ts'
import type { Executed } from '#kernel/commands/executor.ts'
import { handleCommand } from '#kernel/commands/handle-command.ts'
import { Serving } from '#kernel/regions/serving.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'

const document = { kind: 'thing', id: 'thg_sin_1', version: 4, state: {}, changedAt: '' }
const refusal = { refused: true, code: '', kind: 'conflict', title: '', detail: '' } as const

/** A command whose region is deposed while it is decided. */
async function deposedWhile(executed: Executed): Promise<Executed> {
  const serving = new Serving('sin', 'sin', ['sin', 'syd'])
  serving.apply({ epoch: 1, mode: 'paired', serving: { sin: 'sin', syd: 'syd' } }, 'paired')
  const queue = {
    run: async () => {
      serving.stop()
      return executed
    },
  } as unknown as DocumentQueue
  const aggregate = { kind: 'thing' } as AnyAggregate
  return handleCommand(serving, queue).execute({
    aggregate,
    id: document.id,
    command: { type: 'do' },
  })
}

test('a deposed region answers nothing that no commit has checked', async () => {
  await rejects(deposedWhile({ outcome: 'decided', document, changed: false }), {
    code: 'not-serving',
  })
  await rejects(deposedWhile({ outcome: 'refused', refusal }), { code: 'not-serving' })
})

test('nor does one in doubt, until its peer has what may be unreal', async () => {
  const serving = new Serving('sin', 'sin', ['sin', 'syd'])
  serving.apply({ epoch: 1, mode: 'paired', serving: { sin: 'sin', syd: 'syd' } }, 'paired')
  const same: Executed = { outcome: 'decided', document, changed: false }
  const queue = { run: async () => same } as unknown as DocumentQueue
  const aggregate = { kind: 'thing' } as AnyAggregate
  const ask = () =>
    handleCommand(serving, queue).execute({ aggregate, id: document.id, command: { type: 'do' } })
  serving.doubt()
  await rejects(ask(), { code: 'not-serving' })
  serving.settle(serving.doubts)
  equal((await ask()).outcome, 'decided')
})

test('nor one whose peer does not say that the pair stands: it may have gone on alone', async () => {
  const serving = new Serving('sin', 'sin', ['sin', 'syd'])
  serving.apply({ epoch: 1, mode: 'paired', serving: { sin: 'sin', syd: 'syd' } }, 'paired')
  const refused = { outcome: 'refused', refusal: {} } as Executed
  const queue = { run: async () => refused } as unknown as DocumentQueue
  const aggregate = { kind: 'thing' } as AnyAggregate
  const ask = () =>
    handleCommand(serving, queue).execute({ aggregate, id: document.id, command: { type: 'do' } })
  const pair = {
    stands: async () => true,
    isOver: async () => true,
    isLeft: async () => false,
  }
  serving.seesPeerBy({ isFresh: () => true }, pair)
  equal((await ask()).outcome, 'refused')
  pair.stands = async () => false
  await rejects(ask(), { code: 'not-serving' })
  serving.apply({ epoch: 2, mode: 'solo', serving: { sin: 'sin', syd: 'sin' } }, 'solo')
  equal((await ask()).outcome, 'refused')
})

test('what was written under the fence is answered, whatever has become of the region', async () => {
  const { outcome } = await deposedWhile({ outcome: 'decided', document, changed: true })
  equal(outcome, 'decided')
})
