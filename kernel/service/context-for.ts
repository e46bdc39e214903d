import { invariant } from '#kernel/core/fault.ts'
import { newId, type Home } from '#kernel/core/id.ts'
import { instantOf } from '#kernel/core/instant.ts'
import type { Changes } from '#kernel/events/changes.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Serving } from '#kernel/regions/serving.ts'
import type { Readable } from '#kernel/regions/while-serving.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Service } from '#kernel/service/define-service.ts'
import { Kept } from '#kernel/service/kept.ts'
import type { Answer } from '#kernel/service/query.ts'

const pageLimit = 20
/** A change committed by another process is seen this much later at most. */
const watchEveryMs = 1_000

export interface ContextParts {
  readonly ledger: Readable
  readonly ports: Ports
  readonly changes: Changes
  /** A document as this process wrote it last, if it is sure that nobody has written it since. */
  readonly newest: (kind: string, id: string) => StoredDocument | undefined
  readonly serving: Pick<Serving, 'isCurrent' | 'confirm'>
  readonly region: Home
  /** The primary first. */
  readonly homes: readonly Home[]
  /** Where documents of policy `local` are created: this region, or the primary in warm standby. */
  readonly localHome: (preferred: Home | null) => Home
  readonly frozenSince: (home: Home) => number | null
  readonly services: readonly Service[]
}

/** Makes each service's view of the platform. A service reads its own kinds and nobody else's. */
export function contexts(parts: ContextParts): (service: Service) => Context {
  const made = new Map<string, Context>()
  const kept = new Kept(() => parts.ports.clock.monotonic())
  const answers = new Map<string, { service: Service; answer: Answer }>()
  for (const service of parts.services) {
    for (const answer of service.answers) answers.set(answer.query, { service, answer })
  }
  const contextFor = (service: Service): Context => {
    const context = made.get(service.name) ?? makeContext(service)
    made.set(service.name, context)
    return context
  }

  function makeContext(service: Service): Context {
    const { ledger, ports, region, homes, localHome } = parts
    const own = new Set(service.aggregates.map(({ kind }) => kind))
    const mine = ({ kind }: { readonly kind: string }): string => {
      invariant(own.has(kind), `${service.name} reads the kind ${kind}, which is not its own`)
      return kind
    }
    const homeFor = (policy: 'local' | 'primary', preferred: Home | null = null) =>
      policy === 'local' ? localHome(preferred) : (homes[0] ?? region)
    // The ledger stores states as JSON; the aggregate that wrote them says what they are.
    const typed = <S>(document: StoredDocument) => document as StoredDocument<S>
    const read = async <S>(kind: string, id: string) => {
      const document = parts.newest(kind, id) ?? (await ledger.read(kind, id))
      return document === null ? null : typed<S>(document)
    }
    return {
      service: service.name,
      region,
      homes,
      ports,
      frozenSince: parts.frozenSince,
      now: () => instantOf(ports.clock.now()),
      homeFor,
      newId: ({ prefix, home }) =>
        newId(prefix, homeFor(home), ports.clock.now(), ports.random.bytes(10)),
      read: async (aggregate, id) => read(mine(aggregate), id),
      readCurrent: async (aggregate, id) => {
        const document = await read<never>(mine(aggregate), id)
        if (!parts.serving.isCurrent) await parts.serving.confirm()
        return document
      },
      confirm: () => parts.serving.confirm(),
      readMany: async (aggregate, ids) =>
        (await ledger.readMany(mine(aggregate), ids)).map((document) => typed(document)),
      list: async (aggregate, range, { cursor, limit = pageLimit }) => {
        const page = await ledger.list(mine(aggregate), range, {
          limit,
          ...(cursor === undefined ? {} : { cursor }),
        })
        return { items: page.items.map((document) => typed(document)), next: page.next }
      },
      find: async (aggregate, index, keys) =>
        (await ledger.find(mine(aggregate), index, keys)).map(({ key, document }) => ({
          key,
          document: typed(document),
        })),
      kept: (name, keys, forMs, make) => kept.get(`${service.name}/${name}`, keys, forMs, make),
      history: (aggregate, id) => ledger.history(mine(aggregate), id),
      watch: (aggregate, id, signal) =>
        watch(parts, mine(aggregate), id, signal) as AsyncIterable<StoredDocument<never>>,
      ask: async (query, input) => {
        const found = answers.get(query.name)
        invariant(found, `no service answers ${query.name}`)
        return (await found.answer.answer(input, contextFor(found.service))) as never
      },
    } satisfies Context
  }

  async function* watch(
    { ledger, changes, ports, newest: hot }: ContextParts,
    kind: string,
    id: string,
    signal: AbortSignal,
  ): AsyncIterable<StoredDocument> {
    let news = Promise.withResolvers<void>()
    let newest: StoredDocument | null = null
    let shown = 0
    const stop = changes.listen(kind, id, (document) => {
      newest = document
      news.resolve()
    })
    const end = () => news.resolve()
    signal.addEventListener('abort', end)
    try {
      while (!signal.aborted) {
        newest ??= hot(kind, id) ?? (await ledger.read(kind, id))
        const next: StoredDocument | null = newest
        newest = null
        if (next !== null && next.version > shown) {
          shown = next.version
          yield next
          continue
        }
        const callOff = ports.clock.after(watchEveryMs, news.resolve)
        await news.promise
        callOff()
        news = Promise.withResolvers<void>()
      }
    } finally {
      stop()
      signal.removeEventListener('abort', end)
    }
  }

  return contextFor
}
