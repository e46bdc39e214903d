import { seconds } from '#kernel/core/instant.ts'
import { sameData } from '#kernel/core/same-data.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { anyOf, happens, insist, newKey, numberBelow, once, pause } from '#kernel/service/person.ts'
import type { Answer, AtRest, Habit, Scene, Workload } from '#kernel/service/workload.ts'
import type { CartState } from '#services/cart/cart.ts'
import type { CartLine, CartView } from '#services/cart/contract.ts'

export const workload: Workload = {
  service: 'cart',
  habits: [leavesCart(), changesItsMind(), pressesTwice(), usesKeyAgain()],
  invariants: [
    {
      name: 'a cart holds each SKU once and never none of it',
      promise: 'P5',
      always: { kind: 'cart', check: oddLines },
    },
    {
      name: 'a cart that was ordered never changes again',
      promise: 'P3',
      always: { kind: 'cart', check: changedAfterwards },
    },
    {
      name: 'what somebody was told is in a cart is in it',
      promise: 'P1',
      atRest: async (platform) => linesLost(platform),
    },
    {
      name: 'a cart that somebody was given is found',
      promise: 'P1',
      atRest: async (platform) =>
        platform.notes('cart.denied').map(({ id }) => `cart ${String(id)} was said not to exist`),
    },
    {
      name: 'one key makes one cart',
      promise: 'P3',
      atRest: async (platform) => cartsOfOneKey(platform),
    },
    {
      name: 'a key is good for one request',
      promise: 'P3',
      atRest: async (platform) =>
        platform
          .notes('cart.key-used-again')
          .filter(({ status }) => status !== 422)
          .map(({ key, status }) => `key ${String(key)} was taken twice: ${String(status)}`),
    },
    {
      name: 'the cart of an order is closed',
      promise: 'P3',
      atRest: async (platform) => openAfterwards(platform),
    },
  ],
}

function leavesCart(): Habit {
  return {
    name: 'fills a cart and leaves it',
    weight: 4,
    live: async (scene) => {
      const cart = await makeCart(scene)
      if (cart === null) return
      for (let lines = 1 + numberBelow(scene, 3); lines > 0; lines -= 1) {
        await put(scene, cart, 1 + numberBelow(scene, 3))
        await pause(scene, seconds(1), seconds(15))
      }
    },
  }
}

function changesItsMind(): Habit {
  return {
    name: 'changes quantities, takes things out, comes back later',
    weight: 3,
    live: async (scene) => {
      const cart = await makeCart(scene)
      if (cart === null) return
      const sku = await put(scene, cart, 3)
      await put(scene, cart, 1)
      if (sku === null) return
      const line = `/v1/carts/${cart}/lines/${encodeURIComponent(sku)}`
      const twice = [1, 2].map((quantity) =>
        insist(scene, () => scene.ask('PUT', line, { quantity })),
      )
      for (const answer of await Promise.all(twice)) tell(scene, cart, answer)
      if (happens(scene, 0.5)) {
        tell(scene, cart, await insist(scene, () => scene.ask('DELETE', line)))
      }
      await pause(scene, seconds(1), seconds(30))
      const path = `/v1/carts/${cart}`
      tell(scene, cart, await insist(scene, () => scene.ask('PATCH', path, { country: 'AU' })))
      tell(scene, cart, await insist(scene, () => scene.ask('GET', path)))
    },
  }
}

function pressesTwice(): Habit {
  return {
    name: 'asks for a cart twice with one key',
    weight: 1,
    live: async (scene) => {
      const key = newKey(scene)
      const ask = () => scene.ask('POST', '/v1/carts', {}, { 'idempotency-key': key })
      const answers = await Promise.all([once(ask), insist(scene, ask)])
      for (const answer of answers) {
        if (answer?.status === 201) scene.note('cart.made', { key, id: idOf(answer) })
      }
    },
  }
}

function usesKeyAgain(): Habit {
  return {
    name: 'asks for another cart with a key that was used',
    weight: 1,
    live: async (scene) => {
      const key = newKey(scene)
      const ask = (country: string) => () =>
        scene.ask('POST', '/v1/carts', { country }, { 'idempotency-key': key })
      const first = await insist(scene, ask('SG'))
      if (first?.status !== 201) return
      const second = await insist(scene, ask('AU'))
      if (second !== null) scene.note('cart.key-used-again', { key, status: second.status })
    },
  }
}

async function makeCart(scene: Scene): Promise<string | null> {
  const headers = { 'idempotency-key': newKey(scene) }
  const answer = await insist(scene, () => scene.ask('POST', '/v1/carts', {}, headers))
  return answer?.status === 201 ? idOf(answer) : null
}

/** The SKU that was put in; null when it was not, or nobody can tell. */
async function put(scene: Scene, cart: string, quantity: number): Promise<string | null> {
  const sku = anyOf(scene, scene.notes('catalog.sku'))?.['sku']
  if (typeof sku !== 'string') return null
  const line = `/v1/carts/${cart}/lines/${encodeURIComponent(sku)}`
  const answer = await insist(scene, () => scene.ask('PUT', line, { quantity }))
  tell(scene, cart, answer)
  return answer?.status === 200 ? sku : null
}

const idOf = ({ body }: Answer): string => (body as CartView).id

function tell(scene: Scene, cart: string, answer: Answer | null): void {
  if (answer?.status === 404) scene.note('cart.denied', { id: cart })
  if (answer?.status !== 200) return
  const { id, version, lines } = answer.body as CartView
  scene.note('cart.told', { id, version, lines: lines.map(units) })
}

const units = ({ sku, quantity }: CartLine): CartLine => ({ sku, quantity })

type CartDocument = StoredDocument<CartState>

function oddLines({ id, state }: CartDocument): string | null {
  if (state.is === 'absent') return null
  const skus = state.lines.map(({ sku }) => sku)
  const twice = skus.find((sku, position) => skus.indexOf(sku) !== position)
  if (twice !== undefined) return `cart ${id} has two lines of ${twice}`
  const none = state.lines.find(({ quantity }) => quantity < 1)
  return none ? `cart ${id} has ${none.quantity} of ${none.sku}` : null
}

function changedAfterwards(now: CartDocument, before: CartDocument | null): string | null {
  if (before?.state.is !== 'ordered' || sameData(now.state, before.state)) return null
  return `cart ${now.id} became ${before.state.orderId} and then changed`
}

function openAfterwards(platform: AtRest): readonly string[] {
  const carts = new Map(
    (platform.documents('cart') as readonly CartDocument[]).map(({ id, state }) => [id, state]),
  )
  return platform.documents('order').flatMap(({ id }) => {
    const cart = carts.get(id.replace('ord', 'crt'))
    return cart === undefined || cart.is === 'ordered' ? [] : [`the cart of ${id} is ${cart.is}`]
  })
}

function linesLost(platform: AtRest): readonly string[] {
  const carts = new Map(
    (platform.documents('cart') as readonly CartDocument[]).map((cart) => [cart.id, cart]),
  )
  return platform.notes('cart.told').flatMap((told) => {
    const id = String(told['id'])
    const version = Number(told['version'])
    const cart = carts.get(id)
    const held = cart?.version ?? 0
    if (cart === undefined || cart.state.is === 'absent' || held < version) {
      return [`cart ${id} was shown at version ${version} and is at ${held}`]
    }
    const lines = cart.state.lines.map(units)
    return held > version || sameData(told['lines'], lines)
      ? []
      : [`cart ${id} was shown with other lines than it has at version ${version}`]
  })
}

function cartsOfOneKey(platform: AtRest): readonly string[] {
  const made = Map.groupBy(platform.notes('cart.made'), ({ key }) => String(key))
  return [...made].flatMap(([key, notes]) => {
    const ids = [...new Set(notes.map(({ id }) => String(id)))]
    return ids.length > 1 ? [`key ${key} made the carts ${ids.join(' and ')}`] : []
  })
}
