// Which reactions follow from which events. Their targets are computed when the event is committed,
// so what is still to be done is part of the commit that made it necessary.

import { homeOf, type Home } from '#kernel/core/id.ts'
import { epochMsOf, instantOf } from '#kernel/core/instant.ts'
import { invariant } from '#kernel/core/fault.ts'
import type { Delivery, StoredEvent } from '#kernel/ports/ledger.ts'
import type { Service } from '#kernel/service/define-service.ts'
import type { Reaction, Send } from '#kernel/service/reaction.ts'

export class Subscriptions {
  readonly #homes: readonly Home[]
  readonly #byType = new Map<string, { name: string; reaction: Reaction }[]>()

  constructor(services: readonly Service[], homes: readonly Home[]) {
    this.#homes = homes
    for (const service of services) {
      for (const reaction of service.reactions) {
        const listed = this.#byType.get(reaction.on) ?? []
        const name = `${service.name}/${reaction.name}`
        // Deliveries are named after it: two of one name would be taken for one.
        const isNew = !listed.some((other) => other.name === name)
        invariant(isNew, `${name} reacts twice to ${reaction.on}`)
        listed.push({ name, reaction })
        this.#byType.set(reaction.on, listed)
      }
    }
  }

  deliveriesOf(event: StoredEvent): readonly Delivery[] {
    const listed = this.#byType.get(event.type)
    if (listed === undefined) return []
    const home = homeOf(event.documentId)
    invariant(home !== null, `${event.documentId} has no home`)
    const about = { documentId: event.documentId, home, at: event.at, homes: this.#homes }
    return listed.flatMap(({ name, reaction }) =>
      reaction
        .then({ ...event.data, type: event.type }, about)
        .map((send, position) => deliveryOf(send, event, name, position, home)),
    )
  }
}

function deliveryOf(
  send: Send,
  event: StoredEvent,
  subscription: string,
  position: number,
  home: Home,
): Delivery {
  return {
    id: `${event.id}/${subscription}/${position}`,
    home,
    subscription,
    kind: send.kind,
    documentId: send.id,
    body: 'command' in send ? { command: send.command } : { call: send.call, input: send.input },
    dueAt: send.dueIn ? instantOf(epochMsOf(event.at) + send.dueIn) : event.at,
    attempts: 0,
    ...(event.trace === undefined ? {} : { trace: event.trace }),
  }
}
