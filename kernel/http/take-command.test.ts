import { deepEqual, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { defineRefusals } from '#kernel/core/decider.ts'
import { defaultLimits } from '#kernel/http/limits.ts'
import { takeCommand, type Asked } from '#kernel/http/take-command.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'

const { noCart } = defineRefusals('orders', {
  noCart: { kind: 'not-found', title: 'There is no such cart' },
})

test('a "no" that a route says before anything is decided is confirmed as well', async () => {
  const { options } = httpFixture()
  const refusal = noCart('No cart was made under this id.')
  const confirmed: string[] = []
  let stands = true
  const asked = {
    route: { target: () => 'ord_sin_1', command: async () => refusal, aggregate: {} },
    context: {
      confirm: async () => {
        confirmed.push('asked')
        if (!stands) throw new Fault('not-serving')
      },
    },
    request: {},
    incoming: { headers: { 'meridian-forwarded': 'syd' } },
    mark: null,
  } as unknown as Asked
  const take = () => takeCommand(options, defaultLimits, asked)
  deepEqual(await take(), { refusal })
  deepEqual(confirmed, ['asked'])
  stands = false
  await rejects(take(), { code: 'not-serving' })
})
