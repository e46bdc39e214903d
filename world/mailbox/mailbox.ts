// The mailbox: takes every mail the shop sends and shows it, instead of sending it on.
//
// POST /mails { to, subject, text, html } with an Idempotency-Key → 201 { id }; one key, one mail
// GET /mails?to=&cursor=&limit= → newest first; GET /mails/{id}; pages at / and /read/{id}

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Strict, Type, type Static } from '#kernel/core/schema.ts'
import type { Mail } from '#kernel/ports/mailer.ts'
import { listPage, mailPage } from '#world/mailbox/page.ts'
import { Answered, type AnsweredEntry } from '#world/support/answered.ts'
import { openJournal } from '#world/support/journal.ts'
import { sendPage } from '#world/support/page.ts'
import {
  createApp,
  listen,
  noFaults,
  problem,
  type FaultSwitch,
  type FaultyPart,
  type ListenOptions,
} from '#world/support/part.ts'
import { KeyHeader, PageOfBooks } from '#world/support/shapes.ts'

export interface KeptMail extends Mail {
  readonly id: string
  /** When it arrived, RFC 3339. */
  readonly at: string
}

export interface MailboxOptions extends ListenOptions {
  readonly dir: string
}

interface MailEntry {
  readonly mail: KeptMail
  readonly answer: AnsweredEntry
}

const partMaxChars = 500_000

const MailBody = Strict({
  to: Type.String({ minLength: 3, maxLength: 320 }),
  subject: Type.String({ maxLength: 1_000 }),
  text: Type.String({ maxLength: partMaxChars }),
  html: Type.String({ maxLength: partMaxChars }),
})

const MailsQuery = Type.Object({
  ...PageOfBooks.properties,
  to: Type.Optional(Type.String({ maxLength: 320 })),
})

export async function startMailbox(options: MailboxOptions): Promise<FaultyPart> {
  const journal = await openJournal<MailEntry>(join(options.dir, 'mails.jsonl'))
  const answered = new Answered()
  const mails: KeptMail[] = []
  const byId = new Map<string, KeptMail>()
  const keep = ({ mail }: MailEntry) => {
    mails.push(mail)
    byId.set(mail.id, mail)
  }
  for (const entry of journal.entries) {
    keep(entry)
    answered.remember(entry.answer)
  }

  const faults: FaultSwitch = { current: noFaults }
  const app = createApp(faults)

  app.post<{ Body: Static<typeof MailBody> }>(
    '/mails',
    { schema: { headers: KeyHeader, body: MailBody } },
    async (request, reply) => {
      const key = String(request.headers['idempotency-key'])
      const asked = Answered.digestOf(request.url, request.body)
      const { status, body } = await answered.once(key, asked, () => {
        const id = `mail_${randomBytes(10).toString('hex')}`
        const mail = { id, at: new Date().toISOString(), ...request.body }
        const answer = { status: 201, body: JSON.stringify({ id }) }
        const entry = { mail, answer: { key, asked, ...answer } }
        keep(entry)
        return { answer, durable: journal.append(entry) }
      })
      const type = status < 400 ? 'application/json' : 'application/problem+json'
      return reply.code(status).type(type).send(body)
    },
  )

  app.get<{ Querystring: Static<typeof MailsQuery> }>(
    '/mails',
    { schema: { querystring: MailsQuery } },
    (request) => {
      const { to, cursor, limit = 100 } = request.query
      const found = mailsTo(mails, to)
      const start = Number(cursor ?? 0)
      const next = start + limit < found.length ? String(start + limit) : null
      return { items: found.slice(start, start + limit), next }
    },
  )

  app.get<{ Params: { id: string } }>('/mails/:id', (request, reply) => {
    const mail = byId.get(request.params.id)
    return mail ?? problem(reply, 404, 'not-found', 'There is no such mail')
  })

  app.get<{ Querystring: { to?: string; page?: string } }>('/', (request, reply) => {
    const to = String(request.query.to ?? '')
    const page = Math.max(1, Number.parseInt(request.query.page ?? '1', 10) || 1)
    return sendPage(reply, listPage(mailsTo(mails, to), to, page))
  })

  app.get<{ Params: { id: string } }>('/read/:id', (request, reply) => {
    const mail = byId.get(request.params.id)
    if (mail === undefined) return problem(reply, 404, 'not-found', 'There is no such mail')
    return sendPage(reply, mailPage(mail))
  })

  const url = await listen(app, options)
  return {
    url,
    faults: () => faults.current,
    fault: (change) => (faults.current = { ...faults.current, ...change }),
    async close() {
      await app.close()
      await journal.close()
    },
  }
}

/** Newest first; `to` matches any part of the address, in any case. */
function mailsTo(mails: readonly KeptMail[], to: string | undefined): readonly KeptMail[] {
  const part = to?.trim().toLowerCase() ?? ''
  const found = part === '' ? mails : mails.filter((mail) => mail.to.toLowerCase().includes(part))
  return found.toReversed()
}
