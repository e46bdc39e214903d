import { isRefusal, type Event } from '#kernel/core/decider.ts'
import { invariant } from '#kernel/core/fault.ts'
import { homeOf } from '#kernel/core/id.ts'
import type { Send } from '#kernel/service/reaction.ts'
import { stockId, type StockCommand, type StockEvent } from '#services/inventory/contract.ts'
import { reactions } from '#services/inventory/reactions.ts'
import { noShare, type Share } from '#services/inventory/share.ts'
import { stock } from '#services/inventory/stock.ts'

const at = '2026-01-01T00:00:00.000Z'
export const homes = ['sin', 'syd', 'tyo']
export const sku = 'MUG_1 blue'

export const share = (change: Partial<Share>): Share => ({ ...noShare, ...change })

/** Decides and evolves. @throws Error when it is refused */
export function run(
  state: Share,
  command: StockCommand,
): { state: Share; events: readonly StockEvent[] } {
  const events = stock.decider.decide(state, command)
  if (isRefusal(events)) throw new Error(events.code)
  return { state: events.reduce(stock.decider.evolve, state), events }
}

/** Shares of one SKU with the messages between them, delivered in whatever order is asked for. */
export class Shares {
  readonly shares = new Map<string, Share>()
  readonly answers = new Map<string, string>()
  readonly among: readonly string[]
  mail: (Send & { command: object })[] = []
  /** Share → the epoch since when it is frozen. */
  readonly frozen = new Map<string, number>()

  constructor(onHand: readonly number[]) {
    this.among = homes.slice(0, onHand.length)
    for (const [position, units] of onHand.entries()) {
      this.shares.set(stockId(homes[position] ?? '', sku), { ...noShare, onHand: units })
    }
  }

  send(id: string, command: object): void {
    const before = this.shares.get(id)
    invariant(before, `there is no share ${id}`)
    const events = stock.decider.decide(before, {
      ...command,
      at,
      ...(this.frozen.has(id) ? { frozenSince: this.frozen.get(id) } : {}),
    } as StockCommand)
    if (isRefusal(events)) return
    this.shares.set(id, events.reduce(stock.decider.evolve, before))
    for (const event of events) this.#follow(id, event)
  }

  deliver(position: number): void {
    const [next] = this.mail.splice(position % this.mail.length, 1)
    if (next) this.send(next.id, next.command)
  }

  #follow(id: string, event: Event & { orderId?: string }): void {
    if (event.type === 'inventory.reserved' || event.type === 'inventory.reservation-refused') {
      invariant(event.orderId !== undefined, "a reservation is an order's")
      invariant(!this.answers.has(event.orderId), 'a reservation is answered once')
      this.answers.set(event.orderId, event.type)
    }
    const about = { documentId: id, home: homeOf(id) ?? '', at, homes: this.among }
    for (const reaction of reactions) {
      if (reaction.on !== event.type) continue
      for (const send of reaction.then(event, about)) if ('command' in send) this.mail.push(send)
    }
  }

  sum(of: (share: Share) => number): number {
    return [...this.shares.values()].reduce((sum, share) => sum + of(share), 0)
  }

  underway(): number {
    return this.mail.reduce((sum, { command }) => {
      const { type, quantity } = command as { type: string; quantity: number }
      return type === 'receive-share' ? sum + quantity : sum
    }, 0)
  }
}
