import { anyOf, insist, pause } from '#kernel/service/person.ts'
import type { Answer, AtRest, Workload } from '#kernel/service/workload.ts'
import type { Product, ProductCard } from '#services/catalog/contract.ts'

const words = ['tea', 'mug', 'shirt blue', 'acme', 'vouchers', 'sneaker 42', 'nothing like it']

export const workload: Workload = {
  service: 'search',
  habits: [
    {
      name: 'searches and does not buy',
      weight: 4,
      live: async (scene) => {
        const q = encodeURIComponent(anyOf(scene, words) ?? '')
        await insist(scene, () => scene.ask('GET', `/v1/search/suggestions?q=${q.slice(0, 2)}`))
        await pause(scene, 200, 3_000)
        const found = await insist(scene, () => scene.ask('GET', `/v1/search?q=${q}`))
        if (found?.status !== 200) return
        scene.note('search.found', { what: cardsIn(found).length > 0 ? 'something' : 'nothing' })
      },
    },
  ],
  invariants: [
    {
      name: 'every region finds what is on sale, and nothing else',
      promise: 'P6',
      atRest: foundElse,
    },
    {
      name: 'every region sorts what it finds by the prices of the catalog',
      promise: 'P6',
      atRest: sortedElse,
    },
  ],
}

const cardsIn = ({ body }: Answer): readonly ProductCard[] =>
  ((body ?? {}) as { items?: readonly ProductCard[] }).items ?? []

/** Who does not answer has neither found nor sorted. */
const silent = ({ status }: Answer, region: number): readonly string[] =>
  status === 200 ? [] : [`region ${region + 1} answers ${status}`]

async function foundElse(platform: AtRest): Promise<readonly string[]> {
  const [all, found] = await Promise.all([
    platform.ask('/v1/admin/products?limit=100'),
    platform.ask('/v1/search?limit=100'),
  ])
  return all.flatMap((answer, region) => {
    const { items = [] } = (answer.body ?? {}) as { items?: readonly Product[] }
    const onSale = items.filter(({ status }) => status === 'active').map(({ handle }) => handle)
    const cards = found[region]
    const shown = cards ? cardsIn(cards).map(({ handle }) => handle) : []
    return [
      ...silent(answer, region),
      ...(cards ? silent(cards, region) : []),
      ...onSale
        .filter((handle) => !shown.includes(handle))
        .map((handle) => `region ${region + 1} does not find ${handle}, which is on sale`),
      ...shown
        .filter((handle) => !onSale.includes(handle))
        .map((handle) => `region ${region + 1} finds ${handle}, which is not on sale`),
    ]
  })
}

/** The index sorts by prices of its own; cards show those of the catalog. */
async function sortedElse(platform: AtRest): Promise<readonly string[]> {
  const answers = await platform.ask('/v1/search?limit=100&sort=price')
  return answers.flatMap((answer, region) => {
    const cards = cardsIn(answer)
    const wrong = cards.findIndex(
      ({ price }, at) => price.from.amount < (cards[at - 1]?.price.from.amount ?? 0),
    )
    const [before, after] = [cards[wrong - 1], cards[wrong]]
    return before && after
      ? [
          `region ${region + 1} lists ${before.handle} at ${before.price.from.amount} ` +
            `before ${after.handle} at ${after.price.from.amount}`,
        ]
      : silent(answer, region)
  })
}
