import { newId } from '#kernel/core/id.ts'
import { instantOf } from '#kernel/core/instant.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import type { Context } from '#kernel/service/context.ts'
import type { FakeExecutor } from '#kernel/testing/fake-executor.ts'

/** A service's view of what a `FakeExecutor` holds: documents one by one, no lists, no queries. */
export function fakeContext(store: FakeExecutor, region = 'sin', homes = ['sin', 'syd']): Context {
  const primary = homes[0] ?? region
  const missing = (what: string) => () => {
    throw new Error(`the fake context has no ${what}`)
  }
  return {
    service: 'fake',
    region,
    homes,
    ports: {} as Ports,
    frozenSince: () => null,
    now: () => instantOf(0),
    homeFor: (policy, preferred) => (policy === 'local' ? (preferred ?? region) : primary),
    newId: ({ prefix, home }) =>
      newId(prefix, home === 'local' ? region : primary, 0, new Uint8Array(10)),
    read: ({ kind }, id) => store.ledger.read(kind, id) as Promise<never>,
    readCurrent: ({ kind }, id) => store.ledger.read(kind, id) as Promise<never>,
    confirm: async () => undefined,
    readMany: missing('readMany'),
    list: missing('list'),
    find: missing('find'),
    kept: (_name, keys, _forMs, make) => make(keys),
    history: missing('history'),
    watch: ({ kind }, id, signal) => store.watch(kind, id, signal) as AsyncIterable<never>,
    ask: missing('ask'),
  }
}
