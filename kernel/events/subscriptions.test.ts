import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { Subscriptions } from '#kernel/events/subscriptions.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import { defineService } from '#kernel/service/define-service.ts'
import { reaction, type About, type Reaction } from '#kernel/service/reaction.ts'

interface Rang {
  readonly type: 'bells.rang'
  readonly times: number
}
const at = '2025-03-01T08:00:00.000Z'
const rang: StoredEvent = {
  id: 'bel_syd_1/3.0',
  type: 'bells.rang',
  kind: 'bell',
  documentId: 'bel_syd_1',
  version: 3,
  at,
  data: { times: 2 },
}
const open = { kind: 'door', id: 'dor_sin_1', command: { type: 'open' } }
const service = (name: string, ...reactions: Reaction[]) =>
  defineService({ name, does: 'Reacts.', reactions })
const homes = ['sin', 'syd']

test('every reaction of every service asks for its own deliveries', () => {
  const subscriptions = new Subscriptions(
    [
      service(
        'doors',
        reaction<Rang>('open', 'bells.rang', ({ times }) => Array(times).fill(open)),
        reaction<{ type: 'bells.broke' }>('shut', 'bells.broke', () => [open]),
      ),
      service(
        'dogs',
        reaction<Rang>('bark', 'bells.rang', () => [
          { kind: 'dog', id: 'dog_syd_1', call: 'dogs.bark', input: { loud: true } },
        ]),
      ),
    ],
    homes,
  )
  const deliveries = subscriptions.deliveriesOf(rang)
  deepEqual(
    deliveries.map(({ id }) => id),
    ['bel_syd_1/3.0/doors/open/0', 'bel_syd_1/3.0/doors/open/1', 'bel_syd_1/3.0/dogs/bark/0'],
  )
  const [first, , last] = deliveries
  deepEqual(first, {
    id: 'bel_syd_1/3.0/doors/open/0',
    home: 'syd',
    subscription: 'doors/open',
    kind: 'door',
    documentId: 'dor_sin_1',
    body: { command: { type: 'open' } },
    dueAt: at,
    attempts: 0,
  })
  deepEqual(last?.body, { call: 'dogs.bark', input: { loud: true } })
})

test('an event that nobody reacts to asks for nothing', () => {
  deepEqual(new Subscriptions([service('doors')], homes).deliveriesOf(rang), [])
})

test('a delay moves the due time, and the trace goes along', () => {
  const later = reaction<Rang>('open', 'bells.rang', () => [{ ...open, dueIn: 90_000 }])
  const subscriptions = new Subscriptions([service('doors', later)], homes)
  const [delivery] = subscriptions.deliveriesOf({ ...rang, trace: 't' })
  equal(delivery?.dueAt, '2025-03-01T08:01:30.000Z')
  equal(delivery?.trace, 't')
})

test('a reaction learns whose event it is, when it was and where homes are', () => {
  const heard: About[] = []
  const listen = reaction<Rang>('listen', 'bells.rang', (_, about) => {
    heard.push(about)
    return []
  })
  new Subscriptions([service('ears', listen)], homes).deliveriesOf(rang)
  deepEqual(heard, [{ documentId: 'bel_syd_1', home: 'syd', at, homes }])
})

test('the same event always asks for the same deliveries', () => {
  const make = () =>
    new Subscriptions(
      [
        service(
          'doors',
          reaction<Rang>('open', 'bells.rang', () => [open]),
        ),
      ],
      homes,
    )
  deepEqual(make().deliveriesOf(rang), make().deliveriesOf(rang))
})

test('two reactions of one name to one event are refused', () => {
  const twice = [1, 2].map(() => reaction<Rang>('open', 'bells.rang', () => [open]))
  throws(() => new Subscriptions([service('doors', ...twice)], homes), /reacts twice/)
})
