// The sandbox payment provider: a third party with its own books.
//
// POST /authorizations { paymentId, amount, currency, token } → 201 { approved, reference } or 402
// POST /authorizations/{reference}/captures { amount, currency }, …/refunds likewise, …/voids {}
// Every POST carries an Idempotency-Key: a repeat is answered byte for byte the same, and with 422
// when the key was used for another request.
// GET /books?cursor=&limit=, /books/summary, /webhooks (the delivery log), and a page at /

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  authorize,
  capture,
  mannerOf,
  refund,
  unavailableTimes,
  voidCharge,
  type Verdict,
} from '#adapters/memory/bank-rules.ts'
import { bookEntryOf } from '#adapters/memory/payment-provider.ts'
import { Books, type Operation } from '#world/bank/books.ts'
import { bankPage } from '#world/bank/page.ts'
import { AmountBody, AuthorizationBody, ReferenceParams, VoidBody } from '#world/bank/shapes.ts'
import { summaryOf } from '#world/bank/summary.ts'
import { Answered } from '#world/support/answered.ts'
import { sendPage } from '#world/support/page.ts'
import {
  createApp,
  listen,
  noFaults,
  problem,
  type FaultSwitch,
  type FaultyPart,
  type ListenOptions,
  type Request,
} from '#world/support/part.ts'
import { KeyHeader, PageOfBooks } from '#world/support/shapes.ts'
import { createWebhooks, type WebhookTarget } from '#world/support/webhooks.ts'

export interface BankOptions extends ListenOptions {
  /** Folder of the books. */
  readonly dir: string
  /** Who is told of every answer; nobody by default. */
  readonly webhooks?: WebhookTarget
  /** How long `tok_timeout` keeps its first caller waiting; default 3 s. */
  readonly lateMs?: number
}

const lateDefaultMs = 3_000

export async function startBank(options: BankOptions): Promise<FaultyPart> {
  const books = await Books.open(options.dir)
  const faults: FaultSwitch = { current: noFaults }
  const failures = new Map<string, number>()
  const webhooks = createWebhooks({
    ...(options.webhooks ?? { targets: [], secret: '' }),
    sender: 'Bank',
    unruly: () => faults.current.answerTwice,
    onSettled: (event) => void books.told(event.id).catch(() => {}),
  })
  for (const event of books.untold) webhooks.send(event)

  async function decide(
    request: Request,
    operation: Operation,
    rule: () => Verdict,
    about: { reference?: string; paymentId?: string },
  ) {
    const asked = Answered.digestOf(request.url, request.body)
    const decided = await books.decide(keyOf(request), asked, operation, rule, about)
    if (decided.event !== null) webhooks.send(decided.event)
    return decided
  }

  function aboutCharge(reference: string): { reference: string; paymentId?: string } {
    const charge = books.charge(reference)
    return charge === undefined ? { reference } : { reference, paymentId: charge.paymentId }
  }

  const app = createApp(faults)

  app.post<{ Body: AuthorizationBody }>(
    '/authorizations',
    { schema: { headers: KeyHeader, body: AuthorizationBody } },
    async (request, reply) => {
      const { paymentId, amount, currency, token } = request.body
      const key = keyOf(request)
      const manner = mannerOf(token)
      const failed = failures.get(key) ?? 0
      if (manner === 'unavailable-twice' && failed < unavailableTimes && !books.knows(key)) {
        failures.set(key, failed + 1)
        return problem(reply, 503, 'unavailable', 'The bank is not available')
      }
      const reference = `ch_${randomBytes(12).toString('hex')}`
      const rule = () => authorize(reference, { paymentId, amount: { amount, currency }, token })
      const decided = await decide(request, 'authorization', rule, { paymentId })
      if (decided.isNew && manner === 'late-once') await sleep(options.lateMs ?? lateDefaultMs)
      return reply.code(decided.status).type(typeOf(decided.status)).send(decided.body)
    },
  )

  for (const [path, operation, rule] of [
    ['captures', 'capture', capture],
    ['refunds', 'refund', refund],
  ] as const) {
    app.post<{ Body: AmountBody; Params: { reference: string } }>(
      `/authorizations/:reference/${path}`,
      { schema: { headers: KeyHeader, params: ReferenceParams, body: AmountBody } },
      async (request, reply) => {
        const { reference } = request.params
        const decided = await decide(
          request,
          operation,
          () => rule(books.charge(reference), request.body),
          aboutCharge(reference),
        )
        return reply.code(decided.status).type(typeOf(decided.status)).send(decided.body)
      },
    )
  }

  app.post<{ Params: { reference: string } }>(
    '/authorizations/:reference/voids',
    { schema: { headers: KeyHeader, params: ReferenceParams, body: VoidBody } },
    async (request, reply) => {
      const { reference } = request.params
      const rule = () => voidCharge(books.charge(reference))
      const decided = await decide(request, 'void', rule, aboutCharge(reference))
      return reply.code(decided.status).type(typeOf(decided.status)).send(decided.body)
    },
  )

  app.get<{ Querystring: { cursor?: string; limit: number } }>(
    '/books',
    { schema: { querystring: PageOfBooks } },
    (request) => {
      const start = Number(request.query.cursor ?? 0)
      const end = start + request.query.limit
      return {
        items: books.charges
          .slice(start, end)
          .map((charge) => ({ ...bookEntryOf(charge), at: charge.at })),
        next: end < books.charges.length ? String(end) : null,
      }
    },
  )

  app.get('/books/summary', () => summaryOf(books.charges, books.declined))
  app.get('/webhooks', () => ({ pending: webhooks.pending(), attempts: webhooks.log() }))
  app.get<{ Querystring: { before?: string } }>('/', (request, reply) => {
    const before = Number(request.query.before ?? Number.NaN)
    return sendPage(reply, bankPage(books, Number.isSafeInteger(before) ? before : null))
  })

  const url = await listen(app, options)
  return {
    url,
    faults: () => faults.current,
    fault: (change) => (faults.current = { ...faults.current, ...change }),
    async close() {
      webhooks.close()
      await app.close()
      await books.close()
    },
  }
}

function keyOf(request: Request): string {
  return String(request.headers['idempotency-key'])
}

function typeOf(status: number): string {
  return status < 400 ? 'application/json' : 'application/problem+json'
}
