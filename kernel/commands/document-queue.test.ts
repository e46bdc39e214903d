import { deepEqual, equal, rejects } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { DocumentQueue, type Work } from '#kernel/commands/document-queue.ts'
import type { Command } from '#kernel/core/decider.ts'
import { Fault, isFault, type FaultCode } from '#kernel/core/fault.ts'
import { Changes } from '#kernel/events/changes.ts'
import { Subscriptions } from '#kernel/events/subscriptions.ts'
import type { Delivery } from '#kernel/ports/ledger.ts'
import { defineService } from '#kernel/service/define-service.ts'
import { reaction } from '#kernel/service/reaction.ts'
import { count, counter, type Counted } from '#kernel/testing/counter.ts'
import { FakeClock } from '#kernel/testing/fake-clock.ts'
import { FakeLedger } from '#kernel/testing/fake-ledger.ts'
import { withSpan } from '#kernel/telemetry/trace.ts'

const id = 'cnt_sin_1'
const service = defineService({
  name: 'counters',
  does: 'Counts.',
  reactions: [
    reaction<Counted>('pass-on', 'counters.counted', ({ by }, { documentId }) => {
      if (by === 44) throw new Error('44 is a bug in a reaction')
      return [{ kind: 'counter', id: `${documentId}0`, command: count(by) }]
    }),
  ],
})

function world() {
  const ledger = new FakeLedger()
  const offered: Delivery[] = []
  const changes = new Changes()
  const queue = new DocumentQueue({
    ledger,
    changes,
    subscriptions: new Subscriptions([service], ['sin', 'syd']),
    clock: new FakeClock(),
    frozenSince: () => null,
    onDeliveries: (deliveries) => void offered.push(...deliveries),
    onDoubt: () => undefined,
  })
  const run = (by: number, work: Partial<Work> = {}) =>
    queue.run(counter, id, { command: count(by), marks: [], ...work })
  return { ledger, offered, changes, queue, run }
}

type Run = ReturnType<ReturnType<typeof world>['run']>

/** `7`, `refused …`, or the fault's code or the error's message. */
async function answerOf(run: Run): Promise<string> {
  try {
    const executed = await run
    return executed.outcome === 'refused'
      ? `refused ${executed.refusal.code}`
      : String(executed.document.state)
  } catch (error) {
    return isFault(error) ? error.code : String((error as Error).message)
  }
}
const answersOf = (...runs: Run[]) => Promise.all(runs.map(answerOf))
const marked = (...ids: string[]) => ({ marks: ids.map((mark) => ({ id: mark, digest: '' })) })
const fault = (code: FaultCode) => new Fault(code)

suite('commands for one document', () => {
  test('that arrive together are committed once', async () => {
    const { ledger, run } = world()
    const runs = Array.from({ length: 40 }, () => run(1))
    deepEqual(await answersOf(...runs), Array(40).fill('40'))
    equal(ledger.commits.length, 1)
    equal(ledger.commits[0]?.events.length, 40)
    equal(new Set(ledger.commits[0]?.events.map((event) => event.id)).size, 40)
  })

  test('that arrive during a commit wait for it and are committed together', async () => {
    const { ledger, run } = world()
    const gate = Promise.withResolvers<void>()
    ledger.beforeCommit = () => gate.promise
    const first = run(1)
    await new Promise((resolve) => setImmediate(resolve))
    const others = [run(2), run(3)]
    gate.resolve()
    deepEqual(await answersOf(first, ...others), ['1', '6', '6'])
    deepEqual(
      ledger.commits.map(({ expectedVersion, state }) => [expectedVersion, state]),
      [
        [0, 1],
        [1, 6],
      ],
    )
  })

  test('get their own answers: refused, failed and done', async () => {
    const { ledger, run } = world()
    const answers = await answersOf(run(1), run(200), run(13), run(66), run(44), run(2))
    deepEqual(answers, [
      '3',
      'refused counters.too-much',
      '13 is unlucky',
      '66 is a bug',
      '44 is a bug in a reaction',
      '3',
    ])
    equal(ledger.commits.length, 1)
    equal(ledger.commits[0]?.deliveries.length, 2)
  })

  test('lose nothing to one whose state cannot be indexed', async () => {
    const { ledger, run } = world()
    deepEqual(await answersOf(run(2), run(75), run(3)), ['5', '77 has no key', '5'])
    deepEqual(ledger.commits[0]?.indexEntries, [{ index: 'value', key: '5' }])
  })

  test('are more than one commit when they are very many', async () => {
    const { ledger, run } = world()
    await Promise.all(Array.from({ length: 450 }, () => run(0.1)))
    deepEqual(
      ledger.commits.map(({ events }) => events.length),
      [200, 200, 50],
    )
  })

  test('are decided again on a conflict', async () => {
    const { ledger, run } = world()
    await run(1)
    ledger.write('counter', id, 50)
    deepEqual(await answersOf(run(1), run(60)), ['51', 'refused counters.too-much'])
  })

  test('are told when conflicts do not end', async () => {
    const { ledger, run } = world()
    ledger.faults.push(...Array.from({ length: 21 }, () => fault('version-conflict')))
    equal(await answerOf(run(1)), 'version-conflict')
    equal(await answerOf(run(1)), '1')
  })

  test('read the document once and keep it, until they are told to forget it', async () => {
    const { ledger, queue, run } = world()
    await run(1)
    await run(1)
    equal(ledger.reads, 1)
    queue.forget()
    await run(1)
    equal(ledger.reads, 2)
  })

  for (const code of ['outcome-unknown', 'unavailable', 'not-serving'] as const) {
    test(`all hear that the commit was ${code}, the refused too`, async () => {
      const { ledger, run, offered } = world()
      ledger.faults.push(fault(code))
      deepEqual(await answersOf(run(1), run(200)), [code, code])
      equal(offered.length, 0)
      equal(await answerOf(run(2)), '2')
    })
  }
})

suite('a message', () => {
  test('that was consumed before is rejected alone', async () => {
    const { ledger, run } = world()
    ledger.marks.add('old')
    deepEqual(await answersOf(run(1, marked('old')), run(2, marked('new')), run(3)), [
      'already-consumed',
      '5',
      '5',
    ])
    equal(ledger.commits.length, 1)
    deepEqual([...ledger.marks], ['old', 'new'])
  })

  test('that stands twice in one batch takes effect once', async () => {
    const { run } = world()
    const twice = [run(1, marked('one')), run(1, marked('one')), run(2, marked('two', 'one'))]
    deepEqual(await answersOf(...twice), ['1', 'already-consumed', 'already-consumed'])
  })

  test('delivered twice at once takes effect once', async () => {
    const { ledger, run } = world()
    ledger.deliveries.set('d1', {} as Delivery)
    const runs = [run(1, { delivery: 'd1' }), run(1, { delivery: 'd1' })]
    deepEqual(await answersOf(...runs), ['1', 'already-consumed'])
    equal(ledger.deliveries.has('d1'), false)
  })

  test('is marked although it changes nothing', async () => {
    const { ledger, run } = world()
    await run(0, marked('quiet'))
    deepEqual([...ledger.marks], ['quiet'])
    equal(await answerOf(run(1, marked('quiet'))), 'already-consumed')
  })

  test('that is refused leaves no mark', async () => {
    const { ledger, run } = world()
    await answersOf(run(200, marked('refused')), run(1))
    equal(ledger.marks.size, 0)
  })

  test('delivered to no effect ends without a commit', async () => {
    const { ledger, run } = world()
    const executed = await run(0, { delivery: 'd1' })
    equal(executed.outcome === 'decided' && executed.changed, false)
    deepEqual(ledger.finished, ['d1'])
    equal(ledger.commits.length, 0)
  })
})

suite('a copy kept in memory', () => {
  test('that is stale refuses nothing', async () => {
    const { ledger, run } = world()
    await run(100)
    ledger.write('counter', id, 10)
    equal(await answerOf(run(1)), '11')
  })

  test('that is stale does not answer a command that changes nothing', async () => {
    const { ledger, run } = world()
    await run(1)
    ledger.write('counter', id, 10)
    equal(await answerOf(run(0)), '10')
  })

  test('is not what a listener hears before the commit', async () => {
    const { ledger, changes, run } = world()
    const heard: unknown[] = []
    changes.listen('counter', id, ({ state }) => void heard.push(state))
    ledger.faults.push(fault('unavailable'))
    await answerOf(run(1))
    deepEqual(heard, [])
    await run(2)
    deepEqual(heard, [2])
  })
})

suite('a condition on the version', () => {
  test('holds on that version and fails on any other', async () => {
    const { run } = world()
    await run(1)
    deepEqual(await answersOf(run(1, { ifVersion: 7 })), ['version-conflict'])
    deepEqual(await answersOf(run(1, { ifVersion: 1 })), ['2'])
  })

  test('holds for one of two that name the same version', async () => {
    const { run } = world()
    await run(1)
    const both = await answersOf(run(1, { ifVersion: 1 }), run(1, { ifVersion: 1 }))
    deepEqual(both, ['2', 'version-conflict'])
  })

  test('is asked of what is stored, not of a stale copy', async () => {
    const { ledger, run } = world()
    await run(1)
    ledger.write('counter', id, 10)
    deepEqual(await answersOf(run(1, { ifVersion: 2 })), ['11'])
    ledger.write('counter', id, 20)
    await rejects(run(1, { ifVersion: 3 }), (error) => isFault(error, 'version-conflict'))
  })
})

test('events leave with their place, their trace and their deliveries', async () => {
  const { ledger, offered, run } = world()
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const parent = `00-${traceId}-b7ad6b7169203331-01`
  await Promise.all([withSpan('work', { parent }, () => run(1)), run(2)])
  deepEqual(
    ledger.commits[0]?.events.map((event) => [event.id, event.trace?.slice(3, 35)]),
    [
      ['cnt_sin_1/1.0', traceId],
      ['cnt_sin_1/1.1', undefined],
    ],
  )
  deepEqual(
    offered.map((delivery) => [delivery.id, delivery.documentId]),
    [
      ['cnt_sin_1/1.0/counters/pass-on/0', 'cnt_sin_10'],
      ['cnt_sin_1/1.1/counters/pass-on/0', 'cnt_sin_10'],
    ],
  )
})

test('commands for a frozen home carry the epoch since when, and no others', async () => {
  const seen: unknown[] = []
  const decider = {
    ...counter.decider,
    decide: (state: number, command: Command & ReturnType<typeof count>) => {
      seen.push(command.frozenSince)
      return counter.decider.decide(state, command)
    },
  }
  const queue = new DocumentQueue({
    ledger: new FakeLedger(),
    changes: new Changes(),
    subscriptions: new Subscriptions([], ['sin', 'syd']),
    clock: new FakeClock(),
    frozenSince: (home) => (home === 'sin' ? 7 : null),
    onDeliveries: () => undefined,
    onDoubt: () => undefined,
  })
  for (const document of ['cnt_sin_1', 'cnt_syd_1']) {
    await queue.run({ ...counter, decider }, document, { command: count(1), marks: [] })
  }
  deepEqual(seen, [7, undefined])
})
