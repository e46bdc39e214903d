// Products that are made up, the same at every run: the n-th looks like any other of a large shop,
// with a description of some length, pictures, categories, fields and one to three variants.

import type { CategoryInput, ProductInput } from '#services/catalog/contract.ts'

const makers = ['Hoshi', 'Tanjong', 'Merlion', 'Quokka', 'Banksia', 'Wattle', 'Peranakan']
const looks = ['folding', 'compact', 'wireless', 'oak', 'linen', 'enamel', 'quiet', 'waterproof']
const things = ['lamp', 'kettle', 'backpack', 'speaker', 'notebook', 'saddle', 'planter', 'knife']
const sizes = ['Small', 'Medium', 'Large']
const sentences = [
  'Made to be used every day and repaired when it wears.',
  'The surface takes a little colour from years of hands.',
  'Spare parts are kept for ten years after the last one is sold.',
  'It fits the shelf, the bag and the budget of most households.',
  'Tested for a month in a flat in Singapore and a shed in Sydney.',
  'Packed in paper only; the box is made to be used again.',
]
const categoryCount = 5

export const madeCategories: readonly CategoryInput[] = Array.from(
  { length: categoryCount },
  (_, position) => ({
    handle: categoryOf(position),
    title: `Made-up shelf ${position + 1}`,
    description: '',
    position: 1_000 + position,
  }),
)

/** @param run part of handle and SKUs, so that several series can stand in one store */
export function madeProduct(run: string, number: number): ProductInput {
  const maker = pick(makers, number)
  const name = `${pick(looks, Math.floor(number / 7))} ${pick(things, Math.floor(number / 3))}`
  const variants = 1 + (number % 3)
  const price = 990 + ((number * 37) % 50_000)
  return {
    handle: `made-${run}-${number}`,
    title: `${maker} ${name} No. ${number}`,
    descriptionHtml: Array.from(
      { length: 4 },
      (_, line) => `<p>${pick(sentences, number + line)} ${pick(sentences, number * 5 + line)}</p>`,
    ).join(''),
    vendor: maker,
    type: pick(things, Math.floor(number / 3)),
    tags: [pick(looks, number), pick(makers, number + 3).toLowerCase()],
    categories: [categoryOf(number)],
    collections: [],
    status: 'active',
    options: variants === 1 ? [] : [{ name: 'Size' }],
    variants: Array.from({ length: variants }, (_, place) => ({
      sku: `MADE-${run}-${number}-${place}`,
      options: variants === 1 ? [] : [pick(sizes, place)],
      prices: [{ amount: price + place * 500, currency: 'SGD' }],
      grams: 100 + (number % 4_000),
      weightUnit: 'g',
      tracked: true,
      requiresShipping: true,
      taxClass: 'standard',
    })),
    media: [0, 1].map((place) => ({
      url: `https://pictures.example/made/${number}-${place}.jpg`,
      alt: `${maker} ${name}`,
    })),
    seo: { title: '', description: '' },
    fields: {
      width: { type: 'number', value: 10 + (number % 90) },
      colour: { type: 'text', value: pick(looks, number + 1) },
    },
  }
}

export function categoryOf(number: number): string {
  return `made-shelf-${number % categoryCount}`
}

function pick(words: readonly string[], number: number): string {
  return words[number % words.length] ?? ''
}
