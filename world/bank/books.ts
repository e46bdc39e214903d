// The bank's own books: every charge, every answer it gave, on disk before anybody is told.

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Charge, Verdict } from '#adapters/memory/bank-rules.ts'
import { Answered, type Answer, type AnsweredEntry } from '#world/support/answered.ts'
import { openJournal, type Journal } from '#world/support/journal.ts'
import { problemText } from '#world/support/part.ts'
import type { WebhookEvent } from '#world/support/webhooks.ts'

export type Operation = 'authorization' | 'capture' | 'void' | 'refund'

type BankEntry =
  | {
      readonly type: 'answered'
      readonly answer: AnsweredEntry
      /** The charge as it stands after an approval. */
      readonly charge?: Charge
      readonly event: WebhookEvent
    }
  | { readonly type: 'told'; readonly eventId: string }

export interface KeptCharge extends Charge {
  /** When it was authorized, RFC 3339. */
  readonly at: string
}

export class Books {
  readonly #journal: Journal<BankEntry>
  readonly #answered = new Answered()
  readonly #places = new Map<string, number>()
  readonly #charges: KeptCharge[] = []
  readonly #untold = new Map<string, WebhookEvent>()
  #declined = 0

  private constructor(journal: Journal<BankEntry>) {
    this.#journal = journal
    for (const entry of journal.entries) {
      if (entry.type === 'told') this.#untold.delete(entry.eventId)
      else {
        this.#answered.remember(entry.answer)
        this.#apply(entry.charge, entry.event)
      }
    }
  }

  static async open(dir: string): Promise<Books> {
    return new Books(await openJournal<BankEntry>(join(dir, 'bank.jsonl')))
  }

  knows(key: string): boolean {
    return this.#answered.has(key)
  }

  charge(reference: string): KeptCharge | undefined {
    const place = this.#places.get(reference)
    return place === undefined ? undefined : this.#charges[place]
  }

  /** Oldest first. */
  get charges(): readonly KeptCharge[] {
    return this.#charges
  }

  get declined(): number {
    return this.#declined
  }

  /** Events that were not yet taken by everybody who wants them. */
  get untold(): readonly WebhookEvent[] {
    return [...this.#untold.values()]
  }

  /** Decides once per key and writes the verdict down; `event` is there when it is new. */
  async decide(
    key: string,
    asked: string,
    operation: Operation,
    rule: () => Verdict,
    about: { reference?: string; paymentId?: string },
  ): Promise<Answer & { isNew: boolean; event: WebhookEvent | null }> {
    let happened: WebhookEvent | null = null
    const answered = await this.#answered.once(key, asked, () => {
      const verdict = rule()
      const answer = answerOf(verdict)
      const event = eventOf(operation, verdict, about)
      const charge: { charge?: Charge } = verdict.approved ? { charge: verdict.charge } : {}
      happened = event
      this.#apply(charge.charge, event)
      return {
        answer,
        durable: this.#journal.append({
          type: 'answered',
          answer: { key, asked, ...answer },
          event,
          ...charge,
        }),
      }
    })
    return { ...answered, event: happened }
  }

  async told(eventId: string): Promise<void> {
    if (this.#untold.delete(eventId)) await this.#journal.append({ type: 'told', eventId })
  }

  close(): Promise<void> {
    return this.#journal.close()
  }

  #apply(charge: Charge | undefined, event: WebhookEvent): void {
    this.#untold.set(event.id, event)
    if (charge === undefined) {
      this.#declined += 1
      return
    }
    const known = this.#places.get(charge.reference)
    const place = known ?? this.#charges.length
    this.#places.set(charge.reference, place)
    this.#charges[place] = { ...charge, at: this.#charges[place]?.at ?? event.at }
  }
}

function answerOf(verdict: Verdict): Answer {
  if (verdict.approved) {
    const { reference } = verdict.charge
    return { status: 201, body: JSON.stringify({ approved: true, reference }) }
  }
  return { status: 402, body: problemText(402, verdict.reason, 'The bank does not approve this') }
}

function eventOf(
  operation: Operation,
  verdict: Verdict,
  about: { reference?: string; paymentId?: string },
): WebhookEvent {
  return {
    id: `evt_${randomBytes(12).toString('hex')}`,
    type: `${operation}.${verdict.approved ? 'approved' : 'declined'}`,
    at: new Date().toISOString(),
    data: verdict.approved ? verdict.charge : { ...about, reason: verdict.reason },
  }
}
