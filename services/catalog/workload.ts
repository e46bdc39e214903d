import { minutes, seconds } from '#kernel/core/instant.ts'
import { sameData } from '#kernel/core/same-data.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { anyOf, happens, insist, numberBelow, pause } from '#kernel/service/person.ts'
import type { AtRest, Habit, Note, Scene, Workload } from '#kernel/service/workload.ts'
import type { Product, ProductInput } from '#services/catalog/contract.ts'
import type { ProductState } from '#services/catalog/product.ts'

/** Under `catalog.sku`: something that can be bought, as everybody knows it. */
export interface SkuNote extends Note {
  readonly sku: string
  readonly handle: string
  /** Everybody wants `hot` ones at once; of `rare` ones there are few. */
  readonly demand: 'hot' | 'rare' | 'usual'
  readonly tracked: boolean
}

/** Handle, demand, price in cents, variants. */
const shelf: readonly (readonly [string, SkuNote['demand'], number, readonly string[]])[] = [
  ['record', 'hot', 4_990, ['']],
  ['sneaker', 'hot', 21_900, ['41', '42']],
  ['print', 'rare', 12_000, ['A3', 'A2']],
  ['vase', 'rare', 8_850, ['']],
  ['tea', 'usual', 1_999, ['']],
  ['mug', 'usual', 1_433, ['White', 'Blue', 'Black']],
  ['shirt', 'usual', 3_500, ['S', 'M', 'L']],
  ['lamp', 'usual', 7_777, ['']],
  ['candle', 'usual', 601, ['']],
  ['voucher', 'usual', 2_500, ['']],
]

/** A voucher is no thing: nobody counts it, and no parcel carries it. */
const isThing = (handle: string): boolean => handle !== 'voucher'

/** A cart may hold goods that bear different tax. */
const taxClasses: Readonly<Record<string, ProductInput['variants'][number]['taxClass']>> = {
  tea: 'reduced',
  print: 'zero',
  candle: 'zero',
}

export const workload: Workload = {
  service: 'catalog',
  prepare: async (scene) => {
    const products = shelf.map(([handle]) => productOf(handle))
    await insist(scene, () => scene.ask('POST', '/v1/admin/products/batch', { products }))
    for (const [handle, demand] of shelf) {
      for (const { sku, tracked } of productOf(handle).variants) {
        const note: SkuNote = { sku, handle, demand, tracked }
        scene.note('catalog.sku', note)
      }
    }
  },
  habits: [changesPrice(), importsAgain(), restsProduct(), looksAround()],
  invariants: [
    {
      name: 'a product keeps its id, its handle and its birthday',
      promise: 'P1',
      always: { kind: 'product', check: staysItself },
    },
    {
      name: 'a SKU stands once in a product, and in one product only',
      promise: 'P2',
      always: { kind: 'product', check: skusOnce },
      atRest: async (platform) => skusOfTwo(kept(platform)),
    },
    {
      name: 'a change of a product that staff was told of is kept',
      promise: 'P1',
      atRest: async (platform) => changesLost(platform),
    },
    {
      name: 'every region shows shoppers what the catalog holds',
      promise: 'P6',
      atRest: shownElse,
    },
  ],
}

function productOf(handle: string, cents?: number): ProductInput {
  const [, , price = 100, options = ['']] = shelf.find(([known]) => known === handle) ?? []
  const thing = isThing(handle)
  return {
    handle,
    title: handle[0]?.toUpperCase() + handle.slice(1),
    descriptionHtml: `<p>A ${handle}</p>`,
    vendor: 'Acme',
    type: thing ? 'Goods' : 'Vouchers',
    tags: [],
    categories: [],
    collections: [],
    status: 'active',
    options: options.length > 1 ? [{ name: 'Kind' }] : [],
    variants: options.map((option) => ({
      sku: [handle.toUpperCase(), option.toUpperCase()].filter(Boolean).join('-'),
      options: option === '' ? [] : [option],
      prices: [{ amount: cents ?? price, currency: 'SGD' }],
      grams: thing ? 350 : 0,
      weightUnit: 'g',
      tracked: thing,
      requiresShipping: thing,
      taxClass: taxClasses[handle] ?? 'standard',
    })),
    media: [],
    seo: { title: '', description: '' },
    fields: {},
  }
}

function changesPrice(): Habit {
  return {
    name: 'changes a price',
    weight: 2,
    live: async (scene) => {
      const [handle = '', , price = 0] = anyOf(scene, shelf) ?? []
      const cents = price + numberBelow(scene, 300) - 100
      await save(scene, handle, `/v1/admin/products/${handle}`, productOf(handle, cents))
    },
  }
}

function importsAgain(): Habit {
  return {
    name: 'imports the same products again',
    weight: 1,
    live: async (scene) => {
      const products = shelf.map(([handle]) => productOf(handle))
      for (let times = happens(scene, 0.5) ? 2 : 1; times > 0; times -= 1) {
        const ask = () => scene.ask('POST', '/v1/admin/products/batch', { products })
        const answer = await insist(scene, ask)
        if (answer?.status === 200) scene.note('catalog.imported', {})
      }
    },
  }
}

function restsProduct(): Habit {
  return {
    name: 'takes a product off sale for a while',
    weight: 1,
    live: async (scene) => {
      const usual = shelf.filter(([, demand]) => demand === 'usual')
      const [handle = ''] = anyOf(scene, usual) ?? []
      const path = `/v1/admin/products/${handle}/status`
      await save(scene, handle, path, { status: 'draft' })
      await pause(scene, seconds(2), seconds(20))
      await save(scene, handle, path, { status: 'active' }, minutes(60))
    },
  }
}

function looksAround(): Habit {
  return {
    name: 'looks around without buying',
    weight: 4,
    live: async (scene) => {
      const list = await insist(scene, () => scene.ask('GET', '/v1/products?limit=5&sort=price'))
      const { items = [] } = (list?.body ?? {}) as { items?: readonly { handle: string }[] }
      const card = anyOf(scene, items)
      if (card === undefined) return
      await pause(scene, seconds(1), seconds(20))
      const page = await insist(scene, () => scene.ask('GET', `/v1/products/${card.handle}`))
      if (page !== null) scene.note('catalog.looked', { handle: card.handle, status: page.status })
    },
  }
}

async function save(
  scene: Scene,
  handle: string,
  path: string,
  body: object,
  patienceMs?: number,
): Promise<void> {
  const answer = await insist(scene, () => scene.ask('PUT', path, body), patienceMs)
  if (answer?.status !== 200) return
  const version = Number(answer.headers['etag']?.replaceAll('"', ''))
  scene.note('catalog.saved', { id: (answer.body as Product).id, handle, version })
}

type ProductDocument = StoredDocument<ProductState>

function staysItself(now: ProductDocument, before: ProductDocument | null): string | null {
  if (now.state.is === 'absent' || before?.state.is !== 'kept') return null
  const [was, is] = [before.state.product, now.state.product].map(
    ({ id, handle, createdAt }) => `${id} ${handle} of ${createdAt}`,
  )
  return was === is ? null : `product ${was} became ${is}`
}

function skusOnce({ id, state }: ProductDocument): string | null {
  if (state.is === 'absent') return null
  const skus = state.product.variants.map(({ sku }) => sku)
  const twice = skus.find((sku, position) => skus.indexOf(sku) !== position)
  return twice === undefined ? null : `product ${id} has two variants of SKU ${twice}`
}

function kept(platform: AtRest): readonly Product[] {
  const documents = platform.documents('product') as readonly ProductDocument[]
  return documents.flatMap(({ state }) => (state.is === 'kept' ? [state.product] : []))
}

function skusOfTwo(products: readonly Product[]): readonly string[] {
  const owners = new Map<string, string>()
  return products.flatMap(({ handle, variants }) =>
    variants.flatMap(({ sku }) => {
      const owner = owners.get(sku) ?? handle
      owners.set(sku, owner)
      return owner === handle ? [] : [`SKU ${sku} belongs to ${owner} and to ${handle}`]
    }),
  )
}

function changesLost(platform: AtRest): readonly string[] {
  const versions = new Map(platform.documents('product').map(({ id, version }) => [id, version]))
  return platform.notes('catalog.saved').flatMap(({ id, handle, version }) => {
    const held = versions.get(String(id)) ?? 0
    return held >= Number(version)
      ? []
      : [`staff saved ${String(handle)} as version ${String(version)}; it is at ${held}`]
  })
}

async function shownElse(platform: AtRest): Promise<readonly string[]> {
  const shown = await Promise.all(
    kept(platform).map(async (product) => {
      const answers = await platform.ask(`/v1/products/${product.handle}`)
      return answers.flatMap(({ status, body }, region) => {
        const right =
          product.status === 'active' ? status === 200 && sameData(body, product) : status === 404
        return right ? [] : [`region ${region + 1} shows ${product.handle} otherwise: ${status}`]
      })
    }),
  )
  return shown.flat()
}
