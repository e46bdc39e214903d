import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import { workload } from '#services/search/workload.ts'

const answer = (items: readonly object[]) => ({ status: 200, headers: {}, body: { items } })
const card = (handle: string, amount = 1) => ({
  handle,
  price: { from: { amount, currency: 'SGD' } },
})
const products = [
  { handle: 'tea', status: 'active' },
  { handle: 'mug', status: 'active' },
  { handle: 'vase', status: 'draft' },
]
const found = (...regions: readonly (readonly string[])[]) => ({
  rest: {
    answers: {
      '/v1/admin/products?limit=100': regions.map(() => answer(products)),
      '/v1/search?limit=100': regions.map((handles) => answer(handles.map((one) => card(one)))),
    },
  },
})
const sorted = (...cards: readonly ReturnType<typeof card>[]) => ({
  rest: { answers: { '/v1/search?limit=100&sort=price': [answer(cards)] } },
})
const nobody = [{ status: 503, headers: {}, body: null }]
const away = {
  rest: {
    answers: {
      '/v1/admin/products?limit=100': [answer([])],
      '/v1/search?limit=100': nobody,
      '/v1/search?limit=100&sort=price': nobody,
    },
  },
}

specifyInvariants(workload, {
  'every region finds what is on sale, and nothing else': {
    right: [found(['tea', 'mug'], ['mug', 'tea'])],
    wrong: [
      [found(['tea', 'mug'], ['tea']), 'region 2 does not find mug, which is on sale'],
      [found(['tea', 'mug', 'vase']), 'region 1 finds vase, which is not on sale'],
      [away, 'region 1 answers 503'],
    ],
  },
  'every region sorts what it finds by the prices of the catalog': {
    right: [sorted(card('tea', 5), card('mug', 5), card('vase', 9))],
    wrong: [
      [sorted(card('tea', 5), card('mug', 4)), 'region 1 lists tea at 5 before mug at 4'],
      [away, 'region 1 answers 503'],
    ],
  },
})
