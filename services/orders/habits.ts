import { minutes, seconds } from '#kernel/core/instant.ts'
import { happens, insist, newKey, once, pause } from '#kernel/service/person.ts'
import type { Habit, Scene } from '#kernel/service/workload.ts'
import type { CartView } from '#services/cart/contract.ts'
import type { OrderView } from '#services/orders/contract.ts'
import {
  cancel,
  fillCart,
  goodCard,
  order,
  payAgain,
  place,
  settled,
  tell,
  type Checkout,
} from '#services/orders/shopper.ts'

/** Notes that a habit came to what it is there for: one that never does tries nothing. */
const did = (scene: Scene, what: string): void => scene.note('orders.did', { what })

const checkout = (scene: Scene, cartId: string, token = goodCard(scene)): Checkout => ({
  cartId,
  token,
  key: newKey(scene),
})

export const habits: readonly Habit[] = [
  {
    name: 'buys with a card',
    weight: 30,
    live: async (scene) => {
      const cart = await fillCart(scene)
      if (cart === null) return
      const bought = await order(scene, checkout(scene, cart))
      if (bought?.status === 'confirmed') did(scene, 'bought')
    },
  },
  {
    name: 'wants what everybody wants',
    weight: 12,
    live: async (scene) => {
      const cart = await fillCart(scene, {
        demand: happens(scene, 0.6) ? 'hot' : 'rare',
        quantity: happens(scene, 0.8) ? 1 : 4,
      })
      if (cart === null) return
      const bought = await order(scene, checkout(scene, cart))
      if (bought?.status === 'confirmed') did(scene, 'got the last pieces')
      if (bought?.status === 'rejected') did(scene, 'came too late')
    },
  },
  {
    name: 'is declined and pays with another card',
    weight: 6,
    live: async (scene) => {
      const cart = await fillCart(scene)
      if (cart === null) return
      const declined = await order(scene, checkout(scene, cart, 'tok_declined'))
      if (declined?.paymentStatus !== 'declined') return
      did(scene, 'was declined')
      if (happens(scene, 0.2)) return
      await pauseFor(scene)
      if (happens(scene, 0.3)) {
        const again = await payAgain(scene, declined.id, 'tok_insufficient_funds')
        if (again?.paymentStatus === 'declined') did(scene, 'was declined again')
      }
      const paid = happens(scene, 0.5)
        ? await payAgain(scene, declined.id, 'tok_visa')
        : await order(scene, checkout(scene, cart, 'tok_visa'))
      if (paid?.status === 'confirmed') did(scene, 'paid with another card')
    },
  },
  {
    name: 'pays with two cards at once, and once more when it is paid',
    weight: 2,
    live: async (scene) => {
      const cart = await fillCart(scene)
      if (cart === null) return
      const declined = await order(scene, checkout(scene, cart, 'tok_declined'))
      if (declined?.paymentStatus !== 'declined') return
      const cards = ['tok_visa', 'tok_timeout']
      await Promise.all(cards.map((card) => payAgain(scene, declined.id, card)))
      const third = await payAgain(scene, declined.id, 'tok_unavailable')
      if (third === null) did(scene, 'could not pay what is paid')
    },
  },
  {
    name: 'goes on filling a cart that was ordered',
    weight: 2,
    live: async (scene) => {
      const cart = await fillCart(scene)
      if (cart === null) return
      const bought = await order(scene, checkout(scene, cart))
      const [line] = bought?.lines ?? []
      if (line === undefined) return
      await pause(scene, 0, seconds(20))
      const path = `/v1/carts/${cart}/lines/${encodeURIComponent(line.sku)}`
      const put = () => scene.ask('PUT', path, { quantity: line.quantity + 1 })
      const answer = await insist(scene, put)
      if (answer?.status === 409) did(scene, 'could not change what is ordered')
    },
  },
  {
    name: 'orders the same cart from two devices',
    weight: 5,
    live: async (scene) => {
      const cart = await fillCart(scene)
      if (cart === null) return
      const phone = order(scene, checkout(scene, cart))
      if (happens(scene, 0.5)) await pause(scene, 0, seconds(3))
      const both = await Promise.all([phone, order(scene, checkout(scene, cart))])
      const ids = both.flatMap((bought) => bought?.id ?? [])
      if (ids.length === 2) did(scene, 'ordered from two devices')
    },
  },
  {
    name: 'presses the button twice',
    weight: 4,
    live: async (scene) => {
      const cart = await fillCart(scene)
      if (cart === null) return
      const pressed = checkout(scene, cart)
      const impatient = once(() => place(scene, pressed))
      const bought = await order(scene, pressed)
      tell(scene, await impatient)
      if (bought?.status === 'confirmed') did(scene, 'pressed twice')
    },
  },
  {
    name: 'orders only at the total that was shown',
    weight: 3,
    live: async (scene) => {
      const cart = await fillCart(scene)
      if (cart === null) return
      const shown = await insist(scene, () => scene.ask('GET', `/v1/carts/${cart}`))
      const { total } = (shown?.body ?? {}) as Partial<CartView>
      if (total === undefined || total === null) return
      // The cart knows no shipping: the first try is refused, and names the total in full.
      const hopeful = { ...checkout(scene, cart), expectedTotal: total }
      const refused = await insist(scene, () => place(scene, hopeful))
      if (refused === null || tell(scene, refused) !== null) return
      const { detail = '' } = refused.body as { detail?: string }
      const amount = Number(/^It is (\d+) /.exec(detail)?.[1])
      if (!Number.isSafeInteger(amount)) return
      const expectedTotal = { ...total, amount }
      const bought = await order(scene, { ...hopeful, key: newKey(scene), expectedTotal })
      if (bought !== null) {
        did(scene, 'ordered at the total shown')
        const { id, total: charged } = bought
        scene.note('orders.agreed', { id, shown: amount, charged: charged.amount })
      }
    },
  },
  {
    name: 'buys and cancels',
    weight: 6,
    live: async (scene) => {
      const cart = await fillCart(scene)
      if (cart === null) return
      const placed = tell(scene, await insist(scene, () => place(scene, checkout(scene, cart))))
      if (placed === null) return
      const atOnce = happens(scene, 0.5)
      if (!atOnce) {
        await settled(scene, placed)
        await pauseFor(scene)
      }
      const asked = await cancel(scene, placed.id)
      if (asked === null) return
      const ended = await settled(scene, asked)
      if (ended?.status === 'cancelled') did(scene, atOnce ? 'cancelled at once' : 'cancelled')
    },
  },
  {
    name: 'leaves in the middle of a checkout',
    weight: 4,
    live: async (scene) => {
      const cart = await fillCart(scene)
      if (cart === null) return
      const left = checkout(scene, cart)
      // The page is closed before it can show an answer.
      const closed = once(() => place(scene, left))
      await pauseFor(scene)
      if (happens(scene, 0.7)) {
        const back = await order(scene, happens(scene, 0.5) ? left : checkout(scene, cart))
        if (back !== null) did(scene, 'came back to what was left')
      }
      tell(scene, await closed)
    },
  },
  {
    name: 'takes goods back and gives the money back',
    weight: 2,
    live: async (scene) => {
      const sent = (await ordersOf(scene, 'completed')).find(
        ({ shipments, refunds }) =>
          shipments.some(({ status }) => status === 'delivered') && refunds.length === 0,
      )
      const line = sent?.shipments[0]?.lines[0]
      if (sent === undefined || line === undefined) return
      const lines = [{ sku: line.sku, quantity: 1 }]
      const body = { lines, returned: true, reason: 'does not fit' }
      const headers = { 'idempotency-key': newKey(scene) }
      const path = `/v1/admin/orders/${sent.id}/refunds`
      const answer = await insist(scene, () => scene.ask('POST', path, body, headers))
      if (tell(scene, answer) !== null) did(scene, 'took goods back')
    },
  },
  {
    name: 'writes a note and looks through the orders',
    weight: 1,
    live: async (scene) => {
      const [newest] = await ordersOf(scene, 'confirmed')
      if (newest === undefined) return
      const path = `/v1/admin/orders/${newest.id}/notes`
      const headers = { 'idempotency-key': newKey(scene) }
      const text = `Looked at by ${headers['idempotency-key']}`
      const answer = await insist(scene, () => scene.ask('POST', path, { text }, headers))
      if (answer?.status === 200) scene.note('orders.noted', { id: newest.id, text })
    },
  },
]

/** Some seconds; now and then so long that much may have happened meanwhile. */
const pauseFor = (scene: Scene): Promise<void> =>
  happens(scene, 0.1) ? pause(scene, minutes(1), minutes(20)) : pause(scene, 0, seconds(15))

async function ordersOf(scene: Scene, status: string): Promise<readonly OrderView[]> {
  const path = `/v1/admin/orders?status=${status}&limit=20`
  const answer = await insist(scene, () => scene.ask('GET', path))
  const { items = [] } = (answer?.body ?? {}) as { items?: readonly OrderView[] }
  return items
}
