import { minutes, seconds } from '#kernel/core/instant.ts'
import { anyOf, happens, insist, newKey, numberBelow, pause } from '#kernel/service/person.ts'
import type { Answer, Habit, Scene } from '#kernel/service/workload.ts'
import type { StockView } from '#services/inventory/contract.ts'

/** What the catalog's workload tells of a SKU. */
interface Known {
  readonly sku: string
  readonly demand: 'hot' | 'rare' | 'usual'
  readonly tracked: boolean
}

const unitsOf = { hot: 40, rare: 12, usual: 300 } as const
/** Sold on below zero. */
export const backordered = 'CANDLE'
/** The end of the reason of an adjustment that was asked for under this key. */
export const underKey = (key: unknown): string => ` (${String(key)})`
/** Staff counts these again and again; units of all others come and go by adjustments only. */
export const isCounted = (sku: string): boolean => sku.startsWith('MUG')

const tracked = (scene: Scene): readonly Known[] =>
  (scene.notes('catalog.sku') as unknown as readonly Known[]).filter((known) => known.tracked)

const pathOf = (sku: string): string => `/v1/admin/stock/${encodeURIComponent(sku)}`

/** Rare things all lie in one home, so that the other has to ask for them. */
export async function fillShelves(scene: Scene): Promise<void> {
  for (const { sku, demand } of tracked(scene)) {
    const onHand = unitsOf[demand]
    const backorder = sku === backordered
    const body = { onHand, backorder }
    const counted = await insist(scene, () => scene.ask('PUT', pathOf(sku), body))
    scene.note('inventory.stocked', { sku, units: onHand })
    const shares = sharesIn(counted)
    if (demand !== 'rare' || shares.length < 2) continue
    const last = shares.at(-1)?.home
    const inOne = Object.fromEntries(shares.map(({ home }) => [home, home === last ? onHand : 0]))
    await insist(scene, () => scene.ask('PUT', pathOf(sku), { shares: inOne }))
  }
}

export const habits: readonly Habit[] = [
  {
    name: 'fills up what runs low',
    weight: 3,
    live: async (scene) => {
      const list = await insist(scene, () => scene.ask('GET', '/v1/admin/stock?low=true&limit=20'))
      const { items = [] } = (list?.body ?? {}) as { items?: readonly StockView[] }
      const low = anyOf(
        scene,
        items.filter(({ sku }) => sku !== backordered),
      )
      if (low !== undefined) await adjust(scene, low.sku, 1 + numberBelow(scene, 20))
    },
  },
  {
    name: 'finds something broken',
    weight: 1,
    live: async (scene) => {
      const known = anyOf(scene, tracked(scene))
      if (known !== undefined) await adjust(scene, known.sku, -1 - numberBelow(scene, 3))
    },
  },
  {
    name: 'moves units to another home',
    weight: 2,
    live: async (scene) => {
      const known = anyOf(scene, tracked(scene))
      if (known !== undefined) await move(scene, known.sku, await sharesOf(scene, known.sku))
    },
  },
  {
    name: 'counts a shelf',
    weight: 2,
    live: async (scene) => {
      const counted = tracked(scene).filter(({ sku }) => isCounted(sku))
      const known = anyOf(scene, counted)
      if (known === undefined) return
      const shares = await sharesOf(scene, known.sku)
      const counting = count(scene, known.sku)
      // Others move units before every home has heard of it.
      for (let moves = numberBelow(scene, 4); moves > 0; moves -= 1) {
        await move(scene, known.sku, shares)
        await pause(scene, 0, 500)
      }
      await counting
    },
  },
  {
    name: 'takes back orders for a while',
    weight: 2,
    live: async (scene) => {
      const known = anyOf(
        scene,
        tracked(scene).filter(({ sku }) => sku !== backordered),
      )
      if (known === undefined) return
      const { sku } = known
      const shares = await sharesOf(scene, sku)
      for (const backorder of [true, false]) {
        const ask = () => scene.ask('PUT', pathOf(sku), { backorder })
        const answer = await insist(scene, ask, minutes(30))
        const isDone = answer === null || answer.status === 200
        scene.note(isDone ? 'inventory.ruled' : 'inventory.rules-refused', { sku, backorder })
        // Units are on their way while the rules change.
        await move(scene, sku, shares)
        await pause(scene, 0, minutes(2))
      }
    },
  },
]

async function move(scene: Scene, sku: string, shares: StockView['shares']): Promise<void> {
  const from = anyOf(scene, shares)
  const to = shares.find((share) => share !== from)
  if (from === undefined || to === undefined) return
  const body = { from: from.home, to: to.home, quantity: 1 + numberBelow(scene, 5) }
  const headers = { 'idempotency-key': newKey(scene) }
  const ask = () => scene.ask('POST', `${pathOf(sku)}/transfers`, body, headers)
  const answer = await insist(scene, ask)
  if (answer?.status === 202) scene.note('inventory.moved', { sku, ...body })
}

async function count(scene: Scene, sku: string): Promise<void> {
  const onHand = 10 + numberBelow(scene, 60)
  const item = { sku, onHand, tracked: true, backorder: false }
  const headers = { 'idempotency-key': newKey(scene) }
  const ask = () =>
    happens(scene, 0.5)
      ? scene.ask('PUT', pathOf(sku), { onHand })
      : scene.ask('POST', '/v1/admin/stock/batch', { items: [item] }, headers)
  const answer = await insist(scene, ask)
  if (answer?.status === 200) scene.note('inventory.counted', { sku, onHand })
}

/** Asked under one key until it is answered: what stays open may count or not. */
async function adjust(scene: Scene, sku: string, by: number): Promise<void> {
  const shares = await sharesOf(scene, sku)
  const home = anyOf(scene, shares)?.home
  if (home === undefined) return
  const key = newKey(scene)
  const body = { by, home, reason: `${by > 0 ? 'came in' : 'broken'}${underKey(key)}` }
  scene.note('inventory.asked', { key, sku, by })
  const headers = { 'idempotency-key': key }
  const ask = () => scene.ask('POST', `${pathOf(sku)}/adjustments`, body, headers)
  const patience = happens(scene, 0.2) ? seconds(1) : minutes(30)
  const answer = await insist(scene, ask, patience)
  if (answer !== null) scene.note('inventory.answered', { key, done: answer.status === 200 })
}

async function sharesOf(scene: Scene, sku: string): Promise<StockView['shares']> {
  return sharesIn(await insist(scene, () => scene.ask('GET', pathOf(sku))))
}

const sharesIn = (answer: Answer | null): StockView['shares'] =>
  answer?.status === 200 ? (answer.body as StockView).shares : []
