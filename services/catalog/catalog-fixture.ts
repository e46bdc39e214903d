// For tests: products to start from, and a context over documents held in a list.

import { isRefusal, type Command, type Event, type Unstamped } from '#kernel/core/decider.ts'
import type { Query } from '#kernel/core/query.ts'
import type { IndexRange, StoredDocument } from '#kernel/ports/ledger.ts'
import type { Aggregate } from '#kernel/service/aggregate.ts'
import type { Context } from '#kernel/service/context.ts'
import type { ProductInput, Variant } from '#services/catalog/contract.ts'

export const aVariant = (over: Partial<Variant> = {}): Variant => ({
  sku: 'TEA-1',
  options: [],
  prices: [{ amount: 1999, currency: 'SGD' }],
  grams: 100,
  weightUnit: 'g',
  tracked: true,
  requiresShipping: true,
  taxClass: 'standard',
  ...over,
})

export const aProduct = (over: Partial<ProductInput> = {}): ProductInput => ({
  handle: 'tea',
  title: 'Tea',
  descriptionHtml: '<p>Leaves</p>',
  vendor: 'Acme',
  type: 'Drinks',
  tags: [],
  categories: [],
  collections: [],
  status: 'active',
  options: [],
  variants: [aVariant()],
  media: [],
  seo: { title: '', description: '' },
  fields: {},
  ...over,
})

export class CatalogFixture {
  readonly #documents = new Map<string, StoredDocument>()
  readonly #keys = new Map<string, Readonly<Record<string, readonly string[]>>>()
  readonly #asked: (query: string, input: unknown) => unknown
  #seconds = 0

  constructor(asked: (query: string, input: unknown) => unknown = () => null) {
    this.#asked = asked
  }

  /** Carries out a command a second after the one before; false when nothing changed. */
  save<S, C extends Command, E extends Event>(
    aggregate: Aggregate<S, C, E>,
    id: string,
    command: Unstamped<C>,
  ): boolean {
    this.#seconds += 1
    const changedAt = `2026-01-01T00:00:${String(this.#seconds).padStart(2, '0')}.000Z`
    const before = this.#documents.get(id)
    const { initial, decide, evolve } = aggregate.decider
    const state = (before?.state as S | undefined) ?? initial
    const decided = decide(state, { ...command, at: changedAt } as unknown as C)
    if (isRefusal(decided)) throw new Error(decided.code)
    if (decided.length === 0) return false
    const after = decided.reduce(evolve, state)
    const version = (before?.version ?? 0) + 1
    this.#documents.set(id, { kind: aggregate.kind, id, version, state: after, changedAt })
    const keys = Object.entries(aggregate.indexes).map(([index, of]) => [index, of(after, id)])
    this.#keys.set(id, Object.fromEntries(keys) as Record<string, readonly string[]>)
    return true
  }

  context(): Context {
    const some: Pick<Context, 'homeFor' | 'read' | 'readMany' | 'list' | 'find' | 'kept' | 'ask'> =
      {
        homeFor: () => 'sin',
        read: async <S>({ kind }: { kind: string }, id: string) =>
          this.#typed<S>(kind, [id])[0] ?? null,
        readMany: async <S>({ kind }: { kind: string }, ids: readonly string[]) =>
          this.#typed<S>(kind, ids),
        list: async <S>(
          { kind }: { kind: string },
          range: IndexRange,
          { cursor = '0', limit = 20 }: { cursor?: string | undefined; limit?: number | undefined },
        ) => {
          const found = this.#typed<S>(kind, this.#idsIn(range))
          const end = Number(cursor) + limit
          return {
            items: found.slice(Number(cursor), end),
            next: end < found.length ? String(end) : null,
          }
        },
        find: async <S>({ kind }: { kind: string }, index: string, keys: readonly string[]) =>
          keys.flatMap((key) =>
            [...this.#keys]
              .filter(([, of]) => of[index]?.includes(key))
              .flatMap(([id]) => this.#typed<S>(kind, [id]))
              .map((document) => ({ key, document })),
          ),
        kept: (_name, keys, _forMs, make) => make(keys),
        ask: async <I, O>(query: Query<I, O>, input: I) => this.#asked(query.name, input) as O,
      }
    return some as Context
  }

  #typed<S>(kind: string, ids: readonly string[]): readonly StoredDocument<S>[] {
    return ids
      .map((id) => this.#documents.get(id))
      .filter((document) => document?.kind === kind) as StoredDocument<S>[]
  }

  #idsIn({ index, prefix = '', descending = false }: IndexRange): readonly string[] {
    const entries = [...this.#keys].flatMap(([id, keys]) =>
      (keys[index] ?? []).filter((key) => key.startsWith(prefix)).map((key) => ({ key, id })),
    )
    entries.sort((one, other) => (one.key < other.key ? -1 : 1))
    return (descending ? entries.reverse() : entries).map(({ id }) => id)
  }
}
