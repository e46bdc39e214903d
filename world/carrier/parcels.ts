// The carrier's parcels and where they are.

import { join } from 'node:path'
import { digest } from '#kernel/core/id.ts'
import type { ParcelRequest } from '#kernel/ports/carrier.ts'
import { Answered, type Answer, type AnsweredEntry } from '#world/support/answered.ts'
import { openJournal, type Journal } from '#world/support/journal.ts'
import type { WebhookEvent } from '#world/support/webhooks.ts'

export const stages = ['label_created', 'in_transit', 'delivered'] as const
export type Stage = (typeof stages)[number]

export interface TrackingEvent {
  readonly status: Stage
  /** RFC 3339. */
  readonly at: string
}

export interface Parcel {
  readonly trackingNumber: string
  readonly request: ParcelRequest
  readonly events: readonly TrackingEvent[]
}

type CarrierEntry =
  | { readonly type: 'labelled'; readonly parcel: Parcel; readonly answer: AnsweredEntry }
  | { readonly type: 'moved'; readonly trackingNumber: string; readonly event: TrackingEvent }
  | { readonly type: 'told'; readonly eventId: string }

export class Parcels {
  readonly #journal: Journal<CarrierEntry>
  readonly #answered = new Answered()
  readonly #parcels = new Map<string, Parcel>()
  readonly #travelling = new Map<string, Parcel>()
  readonly #untold = new Map<string, WebhookEvent>()

  private constructor(journal: Journal<CarrierEntry>) {
    this.#journal = journal
    for (const entry of journal.entries) {
      if (entry.type === 'told') this.#untold.delete(entry.eventId)
      else if (entry.type === 'moved') this.#move(entry.trackingNumber, entry.event)
      else {
        this.#answered.remember(entry.answer)
        this.#add(entry.parcel)
      }
    }
  }

  static async open(dir: string): Promise<Parcels> {
    return new Parcels(await openJournal<CarrierEntry>(join(dir, 'carrier.jsonl')))
  }

  get(trackingNumber: string): Parcel | undefined {
    return this.#parcels.get(trackingNumber)
  }

  /** Oldest first. */
  get all(): readonly Parcel[] {
    return [...this.#parcels.values()]
  }

  /** Those that have not arrived. */
  get travelling(): readonly Parcel[] {
    return [...this.#travelling.values()]
  }

  get untold(): readonly WebhookEvent[] {
    return [...this.#untold.values()]
  }

  /** One key, one label. */
  async label(
    key: string,
    request: ParcelRequest,
    answerOf: (trackingNumber: string) => Answer,
  ): Promise<Answer & { event: WebhookEvent | null }> {
    let event: WebhookEvent | null = null
    const asked = Answered.digestOf('/labels', request)
    const answered = await this.#answered.once(key, asked, () => {
      const trackingNumber = `TRK${digest(key).slice(0, 12).toUpperCase()}`
      const parcel = { trackingNumber, request, events: [eventNow('label_created')] }
      const answer = answerOf(trackingNumber)
      event = this.#add(parcel)
      const entry = { type: 'labelled', parcel, answer: { key, asked, ...answer } } as const
      return { answer, durable: this.#journal.append(entry) }
    })
    return { ...answered, event }
  }

  /** The next stage; null when the parcel has arrived already. */
  async advance(trackingNumber: string): Promise<WebhookEvent | null> {
    const parcel = this.#parcels.get(trackingNumber)
    const next = parcel === undefined ? undefined : stages[parcel.events.length]
    if (next === undefined) return null
    const event = eventNow(next)
    const happened = this.#move(trackingNumber, event)
    await this.#journal.append({ type: 'moved', trackingNumber, event })
    return happened
  }

  async told(eventId: string): Promise<void> {
    if (this.#untold.delete(eventId)) await this.#journal.append({ type: 'told', eventId })
  }

  close(): Promise<void> {
    return this.#journal.close()
  }

  #add(parcel: Parcel): WebhookEvent | null {
    this.#parcels.set(parcel.trackingNumber, parcel)
    this.#travelling.set(parcel.trackingNumber, parcel)
    return this.#tell(parcel)
  }

  #move(trackingNumber: string, event: TrackingEvent): WebhookEvent | null {
    const parcel = this.#parcels.get(trackingNumber)
    if (parcel === undefined) return null
    const moved = { ...parcel, events: [...parcel.events, event] }
    this.#parcels.set(trackingNumber, moved)
    if (moved.events.length < stages.length) this.#travelling.set(trackingNumber, moved)
    else this.#travelling.delete(trackingNumber)
    return this.#tell(moved)
  }

  #tell({ trackingNumber, request, events }: Parcel): WebhookEvent | null {
    const latest = events.at(-1)
    if (latest === undefined) return null
    const { status, at } = latest
    const event = {
      id: `evt_${trackingNumber}_${status}`,
      type: `parcel.${status}`,
      at,
      data: { trackingNumber, shipmentId: request.shipmentId, status },
    }
    this.#untold.set(event.id, event)
    return event
  }
}

function eventNow(status: Stage): TrackingEvent {
  return { status, at: new Date().toISOString() }
}
