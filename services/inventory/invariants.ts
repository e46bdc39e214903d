// What must hold for shares of stock. At rest the events of all shares of a SKU are laid side by
// side: what one let go another must have received, and every unit promised belongs to an order.

import { homeOf } from '#kernel/core/id.ts'
import type { StoredDocument, StoredEvent } from '#kernel/ports/ledger.ts'
import type { AtRest, Invariant } from '#kernel/service/workload.ts'
import { skuOf, type Counted, type StockEvent } from '#services/inventory/contract.ts'
import { isCounted, underKey } from '#services/inventory/habits.ts'
import { availableOf, type Share } from '#services/inventory/share.ts'

type ShareDocument = StoredDocument<Share>
/** The shares of one SKU, each with what happened to it. */
interface Sku {
  readonly sku: string
  readonly shares: readonly {
    readonly home: string
    readonly state: Share
    readonly events: readonly StockEvent[]
  }[]
}

export const invariants: readonly Invariant[] = [
  {
    name: 'a share promises no unit that it does not have',
    promise: 'P2',
    always: { kind: 'stock', check: oversold },
  },
  {
    name: 'what a share has promised, sent, received and asked for never goes back below',
    promise: 'P2',
    always: { kind: 'stock', check: wentBack },
  },
  {
    name: 'somebody is asked as long as a shopper waits for units',
    promise: 'P6',
    always: { kind: 'stock', check: waitsForNobody },
  },
  {
    name: 'every reservation belongs to one order of its home',
    promise: 'P2',
    atRest: async (platform) => skusIn(platform).flatMap(reservationsAstray),
  },
  {
    name: 'what one share lets go another receives once',
    promise: 'P2',
    atRest: async (platform) => skusIn(platform).flatMap(transfersAstray),
  },
  {
    name: 'units on hand are those that came, less those that were shipped',
    promise: 'P2',
    atRest: async (platform) => skusIn(platform).flatMap((sku) => unitsAstray(sku, platform)),
  },
  {
    name: 'an adjustment takes effect once when it was answered, and not when it was refused',
    promise: 'P2',
    atRest: async (platform) => {
      const skus = new Map(skusIn(platform).map((sku) => [sku.sku, sku]))
      return askedOf(platform).flatMap((asked) => adjustmentAstray(asked, skus.get(asked.sku)))
    },
  },
  {
    name: 'what is sold below zero can be changed at any time',
    promise: 'P6',
    atRest: async (platform) =>
      platform
        .notes('inventory.rules-refused')
        .map(
          ({ sku, backorder }) =>
            `back orders of ${String(sku)} were not set to ${String(backorder)}`,
        ),
  },
  {
    name: 'at rest nobody waits for units and all shares go back to the same counting',
    promise: 'P6',
    atRest: async (platform) => skusIn(platform).flatMap(unsettled),
  },
]

const isUnlimited = ({ tracked, backorder }: Share): boolean => !tracked || backorder

function oversold(now: ShareDocument, before: ShareDocument | null): string | null {
  const was = before?.state
  const isAnew = now.state.count !== (was?.count ?? '') || now.state.rules !== was?.rules
  if (isAnew || isUnlimited(now.state) || (was && isUnlimited(was))) return null
  const free = availableOf(now.state)
  const allowed = Math.min(0, was ? availableOf(was) : 0)
  return free >= allowed
    ? null
    : `${now.id} has ${now.state.onHand} units and has promised ${now.state.reserved}`
}

function wentBack(now: ShareDocument, before: ShareDocument | null): string | null {
  const { id, state } = now
  if (state.reserved < 0) return `${id} has promised ${state.reserved} units`
  if (before === null) return null
  const was = before.state
  if (state.count < was.count) return `${id} goes back to the counting of ${state.count}`
  if (state.requests < was.requests) return `${id} forgot ${was.requests - state.requests} requests`
  for (const what of ['sent', 'received'] as const) {
    for (const [home, times] of Object.entries(was[what])) {
      const after = state[what][home] ?? 0
      if (after < times) return `${id} has ${what} ${after} transfers of ${home}, after ${times}`
    }
  }
  return null
}

function waitsForNobody({ id, state }: ShareDocument): string | null {
  const orders = Object.keys(state.waiting)
  if (orders.length === 0 || (state.asking !== null && !state.asking.late)) return null
  return `${id} asks nobody while ${orders.join(', ')} waits for units`
}

function skusIn(platform: AtRest): readonly Sku[] {
  const documents = platform.documents('stock') as readonly ShareDocument[]
  const bySku = Map.groupBy(documents, ({ id }) => skuOf(id))
  return [...bySku].map(([sku, shares]) => ({
    sku,
    shares: shares.map(({ id, state }) => ({
      home: homeOf(id) ?? '',
      state,
      events: platform.history('stock', id).map(asEvent),
    })),
  }))
}

const asEvent = ({ type, data }: StoredEvent): StockEvent => ({ ...data, type }) as StockEvent

function reservationsAstray({ sku, shares }: Sku): readonly string[] {
  return shares.flatMap(({ home, state, events }) => {
    const held = new Map<string, number>()
    const answered = new Set<string>()
    const says: string[] = []
    for (const event of events) {
      if (event.type === 'inventory.reserved' || event.type === 'inventory.reservation-refused') {
        const { orderId, attempt } = event
        const which = `attempt ${attempt} of ${orderId}`
        if (answered.has(which)) says.push(`${sku} in ${home} answered ${which} twice`)
        answered.add(which)
        if (homeOf(orderId) !== home) says.push(`${sku} in ${home} was asked by ${orderId}`)
      }
      const units = promised(event)
      if (units === null) continue
      const left = (held.get(units.orderId) ?? 0) + units.quantity
      held.set(units.orderId, left)
      if (left < 0) says.push(`${sku} in ${home} let go ${-left} more than ${units.orderId} held`)
    }
    const sum = [...held.values()].reduce((total, quantity) => total + quantity, 0)
    if (sum !== state.reserved) {
      says.push(`${sku} in ${home} has promised ${state.reserved} units, and orders hold ${sum}`)
    }
    return says
  })
}

function promised(event: StockEvent): { orderId: string; quantity: number } | null {
  if (event.type === 'inventory.reserved') return event
  const ends = event.type === 'inventory.released' || event.type === 'inventory.shipped'
  return ends ? { orderId: event.orderId, quantity: -event.quantity } : null
}

function transfersAstray({ sku, shares }: Sku): readonly string[] {
  return shares.flatMap((from) =>
    shares.flatMap((to) => {
      const sent = from.events.flatMap((event) =>
        event.type === 'inventory.share-released' && event.to === to.home && event.quantity > 0
          ? [event.quantity]
          : [],
      )
      const received = to.events.flatMap((event) =>
        event.type === 'inventory.share-received' && event.from === from.home && event.sent > 0
          ? [event.sent]
          : [],
      )
      const says = (units: readonly number[]) => `${units.length} transfers of ${sum(units)} units`
      return says(sent) === says(received)
        ? []
        : [`${sku}: ${from.home} sent ${says(sent)}, ${to.home} received ${says(received)}`]
    }),
  )
}

/** Those that came: the last counting, or what staff was told, and what was returned. */
function unitsAstray({ sku, shares }: Sku, platform: AtRest): readonly string[] {
  const onHand = sum(shares.map(({ state }) => state.onHand))
  const counted = sum(shares.map(({ events }) => sinceCounting(events)))
  const says: string[] = []
  if (onHand !== counted) {
    says.push(`${sku}: ${onHand} units on hand, and ${counted} by the last counting`)
  }
  const last = lastCounting(shares.flatMap(({ events }) => events))
  const known = sum(shares.map(({ home, events }) => sinceKnown(home, events, last)))
  if (onHand !== known && known !== counted) {
    says.push(`${sku}: ${onHand} units on hand, and ${known} by what the last counting knew`)
  }
  if (isCounted(sku)) return says
  const all = shares.flatMap(({ events }) => events)
  const ordered = sum(all.map(movedByOrders))
  const byStaff = staffMoved(sku, all, platform)
  if (onHand !== ordered + byStaff) {
    says.push(`${sku}: ${onHand} units on hand, and staff put ${byStaff}, orders took ${-ordered}`)
  }
  return says
}

/** Transfers are left out: over all shares they must come to nothing. */
function sinceCounting(events: readonly StockEvent[]): number {
  return events.reduce((units, event) => {
    if (event.type === 'inventory.counted') return event.onHand
    if (event.type === 'inventory.adjusted') return units + event.by
    return event.type === 'inventory.shipped' ? units - event.quantity : units
  }, 0)
}

/** As the home has decided it that tells the others. */
const lastCounting = (events: readonly StockEvent[]): Counted | null =>
  events.reduce<Counted | null>((last, event) => {
    const isTold = event.type === 'inventory.counted' && Object.keys(event.others).length > 0
    return isTold && event.count > (last?.count ?? '') ? event : last
  }, null)

/** Units that another home must have: what it was told, and what came or went that was not known. */
function sinceKnown(home: string, events: readonly StockEvent[], last: Counted | null): number {
  const told = last?.others[home]
  const seen = last?.seen?.[home]
  if (told === undefined || seen === undefined) return sinceCounting(events)
  return told + sinceCounting(events.filter(({ type }) => type !== 'inventory.counted')) - seen
}

function movedByOrders(event: StockEvent): number {
  if (event.type === 'inventory.shipped') return -event.quantity
  const isReturn = event.type === 'inventory.adjusted' && event.reason.startsWith('returned from')
  return isReturn ? event.by : 0
}

interface Asked {
  readonly sku: string
  readonly key: string
  readonly by: number
  /** Null: nobody was told. */
  readonly done: boolean | null
}

function askedOf(platform: AtRest): readonly Asked[] {
  const answers = new Map(
    platform.notes('inventory.answered').map(({ key, done }) => [key, done === true]),
  )
  return platform.notes('inventory.asked').map(({ key, sku, by }) => ({
    sku: String(sku),
    key: String(key),
    by: Number(by),
    done: answers.get(key) ?? null,
  }))
}

const timesIn = ({ key, by }: Asked, events: readonly StockEvent[]): number =>
  events.filter(
    (event) =>
      event.type === 'inventory.adjusted' &&
      event.by === by &&
      event.reason.endsWith(underKey(key)),
  ).length

function adjustmentAstray(asked: Asked, sku: Sku | undefined): readonly string[] {
  const times = timesIn(asked, sku?.shares.flatMap(({ events }) => events) ?? [])
  const isRight = asked.done === null ? times <= 1 : times === (asked.done ? 1 : 0)
  if (isRight) return []
  const told = asked.done === null ? 'not answered' : asked.done ? 'done' : 'refused'
  return [
    `${asked.sku}: ${asked.by} units under ${asked.key} were ${told}, and came ${times} times`,
  ]
}

/** What was on the shelf at first, and what staff asked for and the events show. */
function staffMoved(sku: string, events: readonly StockEvent[], platform: AtRest): number {
  const stocked = platform.notes('inventory.stocked').filter((note) => note['sku'] === sku)
  const asked = askedOf(platform).filter((one) => one.sku === sku)
  return (
    sum(stocked.map((note) => Number(note['units']))) +
    sum(asked.map((one) => one.by * timesIn(one, events)))
  )
}

function unsettled({ sku, shares }: Sku): readonly string[] {
  const open = shares.flatMap(({ home, state }) => {
    const orders = Object.keys(state.waiting)
    return [
      ...(orders.length > 0 ? [`${sku}: ${orders.join(', ')} still waits in ${home}`] : []),
      ...(state.ahead
        ? [`${sku}: ${state.ahead.quantity} units in ${home} wait for a counting that never came`]
        : []),
      ...(state.asking ? [`${sku}: ${home} still waits for request ${state.asking.request}`] : []),
    ]
  })
  const counts = new Set(shares.map(({ state }) => state.count))
  const differ =
    counts.size > 1 ? [`${sku}: the shares were counted ${[...counts].join(', ')}`] : []
  const rules = new Set(shares.map(({ state }) => `${state.tracked}, ${state.backorder}`))
  const disagree = rules.size > 1 ? [`${sku}: the shares are sold by different rules`] : []
  return [...open, ...differ, ...disagree]
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0)
