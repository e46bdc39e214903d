import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { fakeContext } from '#kernel/testing/fake-context.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'

interface JarInput {
  readonly id: string
  readonly label: string
}
const batch = (jars: readonly JarInput[], key?: string) =>
  ({
    method: 'POST',
    url: '/v1/admin/jars/batch',
    payload: { jars },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  }) as const
const [plums, figs, unnamed, pears] = [
  { id: 'jar_sin_1', label: 'plums' },
  { id: 'jar_sin_2 of them', label: 'figs' },
  { id: 'jar_sin_3', label: '' },
  { id: 'jar_sin_4', label: 'pears' },
]
const jars = [plums, figs, unnamed, { ...plums, label: 'more plums' }]
const outcomes = ['decided', 'decided', 'refused', 'decided']
const versions = async (store: ReturnType<typeof httpFixture>['store']) => {
  const ids = [plums.id, figs.id, pears.id]
  const read = await Promise.all(ids.map((id) => store.ledger.read('jar', id)))
  return read.map((document) => document?.version ?? 0)
}

test('a repeat of many commands with the same key does none of them again', async () => {
  const { server, store } = httpFixture()
  const first = await server.inject(batch(jars, 'k'))
  const again = await server.inject(batch(jars, 'k'))
  deepEqual([first.statusCode, first.json()], [200, { outcomes }])
  deepEqual([again.statusCode, again.json()], [200, { outcomes }])
  equal(first.headers['idempotent-replayed'], undefined)
  equal(again.headers['idempotent-replayed'], 'true')
  deepEqual(await versions(store), [2, 1, 0])
})

test('many commands without a key are taken again', async () => {
  const { server, store } = httpFixture()
  for (const _ of ['first', 'again']) {
    const answer = await server.inject(batch(jars))
    equal(answer.headers['idempotent-replayed'], undefined)
  }
  deepEqual(await versions(store), [4, 2, 0])
})

test('a repeat does what the first request has left undone', async () => {
  const { server, store } = httpFixture()
  let executions = 0
  store.before = async () => {
    executions += 1
    if (executions === 2) throw new Fault('outcome-unknown')
  }
  equal((await server.inject(batch([plums, pears], 'k'))).statusCode, 503)
  const done = (await versions(store)).filter((version) => version > 0)
  equal(done.length, 1)
  const again = await server.inject(batch([plums, pears], 'k'))
  deepEqual(again.json(), { outcomes: ['decided', 'decided'] })
  equal(again.headers['idempotent-replayed'], undefined)
  deepEqual(await versions(store), [1, 0, 1])
})

test('two requests at once with the same key are one', async () => {
  const { server, store } = httpFixture()
  const answers = await Promise.all([1, 2].map(() => server.inject(batch(jars, 'k'))))
  for (const answer of answers) deepEqual(answer.json(), { outcomes })
  deepEqual(await versions(store), [2, 1, 0])
})

test('another body or another route under the key is refused, and changes nothing', async () => {
  const { server, store } = httpFixture()
  await server.inject(batch([plums, figs], 'k'))
  for (const other of [[pears], [figs, plums], [plums, figs, pears], [unnamed, pears]]) {
    const answer = await server.inject(batch(other, 'k'))
    equal(answer.statusCode, 422)
    equal(answer.json<{ code: string }>().code, 'http.key-reused')
  }
  const single = { method: 'POST', url: '/v1/jars', payload: { label: 'quinces' } } as const
  const headers = { 'idempotency-key': 'k' }
  equal((await server.inject({ ...single, headers })).statusCode, 422)
  await server.inject({ ...single, headers: { 'idempotency-key': 'other' } })
  equal((await server.inject(batch([pears], 'other'))).statusCode, 422)
  deepEqual(await versions(store), [1, 1, 0])
})

test('another body is refused also where what it shares with the first was refused then', async () => {
  const { server, store } = httpFixture()
  await server.inject(batch([unnamed, plums], 'k'))
  equal((await server.inject(batch([pears], 'k'))).statusCode, 422)
  equal((await server.inject(batch([unnamed, plums], 'k'))).statusCode, 200)
  deepEqual(await versions(store), [1, 0, 0])
})

test('a region that may have been deposed does not answer a repeat from what it reads', async () => {
  let isDeposed = false
  const { options, store } = httpFixture()
  const { server } = httpFixture({
    executor: store,
    ledger: store.ledger,
    contextFor: () => ({
      ...fakeContext(store),
      confirm: async () => {
        if (isDeposed) throw new Fault('not-serving')
      },
    }),
    clock: options.clock,
  })
  await server.inject(batch(jars, 'k'))
  isDeposed = true
  equal((await server.inject(batch(jars, 'k'))).statusCode, 503)
})

test('a key that cannot be one is refused', async () => {
  const { server } = httpFixture()
  equal((await server.inject(batch(jars, ' '.repeat(256)))).statusCode, 400)
})
