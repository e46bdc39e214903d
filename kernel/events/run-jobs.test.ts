import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { JobRunner } from '#kernel/events/run-jobs.ts'
import { Serving } from '#kernel/regions/serving.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Job } from '#kernel/service/define-service.ts'
import { count, counter } from '#kernel/testing/counter.ts'
import { FakeClock } from '#kernel/testing/fake-clock.ts'
import { FakeExecutor } from '#kernel/testing/fake-executor.ts'

type Sends = Awaited<ReturnType<Job['run']>>

class World {
  readonly clock = new FakeClock()
  readonly executor = new FakeExecutor()
  readonly serving = new Serving('sin', 'ap-southeast-1', ['sin', 'syd'])
  readonly failures: string[] = []
  runs = 0
  sends: () => Sends = () => []
  readonly runner: JobRunner

  constructor() {
    this.serve('paired')
    const { clock, executor, serving } = this
    const job: Job = {
      name: 'tidy-up',
      everyMs: 60_000,
      run: async () => {
        this.runs += 1
        return this.sends()
      },
    }
    this.runner = new JobRunner(job, {} as Context, {
      clock,
      executor,
      serving,
      aggregates: new Map([['counter', counter]]),
      onFailure: (_, error) => void this.failures.push((error as Error).message),
    })
    this.runner.start()
  }

  serve(standing: 'paired' | 'out'): void {
    const epoch = this.serving.epoch + 1
    this.serving.apply({ epoch, mode: 'paired', serving: { sin: 'sin', syd: 'syd' } }, standing)
  }
}

const send = (id: string, key: string, by = 1): Sends[number] => ({
  kind: 'counter',
  id,
  key,
  command: count(by),
})

test('a job runs by the clock, not at once', async () => {
  const world = new World()
  await world.clock.advance(59_999)
  equal(world.runs, 0)
  await world.clock.advance(60_001)
  equal(world.runs, 2)
  await world.runner.stop()
})

test('a key takes effect once on its document', async () => {
  const world = new World()
  world.sends = () => [send('cnt_sin_1', 'monday'), send('cnt_sin_2', 'monday')]
  await world.clock.advance(180_000)
  const documents = await Promise.all(
    ['cnt_sin_1', 'cnt_sin_2'].map((id) => world.executor.ledger.read('counter', id)),
  )
  deepEqual(
    documents.map((document) => document?.state),
    [1, 1],
  )
  deepEqual(world.failures, [])
  await world.runner.stop()
})

test('documents of homes served elsewhere are left to that region', async () => {
  const world = new World()
  world.sends = () => [send('cnt_syd_1', 'monday'), send('cnt_sin_1', 'monday')]
  await world.clock.advance(60_000)
  deepEqual(
    world.executor.executed.map(({ id }) => id),
    ['cnt_sin_1'],
  )
  await world.runner.stop()
})

test('a region that serves nothing runs no job', async () => {
  const world = new World()
  world.serve('out')
  await world.clock.advance(120_000)
  equal(world.runs, 0)
  world.serve('paired')
  await world.clock.advance(60_000)
  equal(world.runs, 1)
  await world.runner.stop()
})

test('a command that fails is reported and keeps the others from nothing', async () => {
  const world = new World()
  world.sends = () => [send('cnt_sin_1', 'a', 13), send('cnt_sin_2', 'b'), send('cnt_sin_3', 'c')]
  world.executor.faults.push(new Error('13 is unlucky'), new Fault('not-serving'))
  await world.clock.advance(60_000)
  deepEqual(world.failures, ['13 is unlucky'])
  equal((await world.executor.ledger.read('counter', 'cnt_sin_3'))?.state, 1)
  await world.runner.stop()
})

test('a job that fails runs again at its next turn', async () => {
  const world = new World()
  world.sends = () => {
    throw new Error('out of order')
  }
  await world.clock.advance(120_000)
  deepEqual(world.failures, ['out of order', 'out of order'])
  await world.runner.stop()
})

test('a send that is no command for a known document is a failure', async () => {
  const world = new World()
  world.sends = () => [{ ...send('cnt_sin_1', 'a'), kind: 'ghost' }]
  await world.clock.advance(60_000)
  equal(world.failures.length, 1)
  await world.runner.stop()
})
