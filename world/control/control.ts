// The switches of a rehearsal: faults of the parties outside, the links between the regions, and how
// much traffic the edge sends where. Loopback only, and only with the token.
//
// GET / → everything as it stands
// POST /links/{name} { latencyMs?, cut?: both|there|back|null }
// POST /faults/{bank|carrier|mailbox|witness} { down?, slowMs?, answerTwice? }
// POST /edge/regions/{code} { weight }, POST /edge/purge { prefix? }

import { timingSafeEqual } from 'node:crypto'
import { digest } from '#kernel/core/id.ts'
import { Nullable, OneOf, Strict, Type, type Static } from '#kernel/core/schema.ts'
import { cutWays, type Link } from '#world/link/link.ts'
import {
  createApp,
  listen,
  problem,
  type FaultyPart,
  type ListenOptions,
  type Part,
} from '#world/support/part.ts'

/** What the control endpoint can do to the edge. */
export interface EdgeSwitches {
  /** False when there is no such region. */
  setWeight(code: string, weight: number): boolean
  /** Drops cached answers whose path starts so; returns how many. */
  purge(prefix: string): number
  status(): unknown
}

export interface ControlOptions extends ListenOptions {
  /** Sent as `Authorization: Bearer …`. */
  readonly token: string
  readonly links: readonly Link[]
  readonly parts: Readonly<Record<string, FaultyPart>>
  readonly edge?: EdgeSwitches
}

const latencyMaxMs = 60_000
const weightMax = 1_000

const LinkBody = Strict({
  latencyMs: Type.Optional(Type.Number({ minimum: 0, maximum: latencyMaxMs })),
  cut: Type.Optional(Nullable(OneOf(cutWays))),
})
const FaultBody = Strict({
  down: Type.Optional(Type.Boolean()),
  slowMs: Type.Optional(Type.Number({ minimum: 0, maximum: latencyMaxMs })),
  answerTwice: Type.Optional(Type.Boolean()),
})
const WeightBody = Strict({ weight: Type.Number({ minimum: 0, maximum: weightMax }) })
const PurgeBody = Strict({ prefix: Type.Optional(Type.String({ maxLength: 1_000 })) })

export async function startControl(options: ControlOptions): Promise<Part> {
  const { links, parts, edge } = options
  const app = createApp()
  const expected = Buffer.from(digest(`Bearer ${options.token}`))

  app.addHook('onRequest', async (request, reply) => {
    const given = Buffer.from(digest(request.headers.authorization ?? ''))
    if (!timingSafeEqual(given, expected))
      return problem(reply, 401, 'unauthorized', 'Send the control token as a bearer token')
    return undefined
  })

  app.get('/', () => ({
    links: links.map((link) => link.state()),
    faults: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.faults()])),
    edge: edge?.status() ?? null,
  }))

  app.post<{ Params: { '*': string }; Body: Static<typeof LinkBody> }>(
    '/links/*',
    { schema: { body: LinkBody } },
    (request, reply) => {
      const link = links.find(({ name }) => name === request.params['*'])
      if (link === undefined) return problem(reply, 404, 'not-found', 'There is no such link')
      const { latencyMs, cut } = request.body
      if (latencyMs !== undefined) link.setLatency(latencyMs)
      if (cut === null) link.heal()
      else if (cut !== undefined) link.cut(cut)
      return link.state()
    },
  )

  app.post<{ Params: { name: string }; Body: Static<typeof FaultBody> }>(
    '/faults/:name',
    { schema: { body: FaultBody } },
    (request, reply) =>
      parts[request.params.name]?.fault(request.body) ??
      problem(reply, 404, 'not-found', 'There is no such part'),
  )

  app.post<{ Params: { code: string }; Body: Static<typeof WeightBody> }>(
    '/edge/regions/:code',
    { schema: { body: WeightBody } },
    (request, reply) => {
      if (edge?.setWeight(request.params.code, request.body.weight)) return edge.status()
      return problem(reply, 404, 'not-found', 'There is no such region')
    },
  )

  app.post<{ Body: Static<typeof PurgeBody> }>(
    '/edge/purge',
    { schema: { body: PurgeBody } },
    (request) => ({ dropped: edge?.purge(request.body.prefix ?? '/') ?? 0 }),
  )

  const url = await listen(app, options)
  return { url, close: () => app.close() }
}
