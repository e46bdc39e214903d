// What a shop sells, and bodies that make sense to it, for a route.

import { aProduct, aVariant } from '#services/catalog/catalog-fixture.ts'
import type { Operation } from '#runtime/fuzz/operations.ts'
import { orderOf, sku } from '#runtime/whole-shop.ts'

export const password = 'a long password'

export const category = { handle: 'drinks', title: 'Drinks', description: '', position: 1 }
export const pot = aProduct({
  handle: 'pot',
  title: 'Pot',
  categories: ['drinks'],
  collections: ['new'],
  tags: ['gift'],
  options: [{ name: 'Size' }],
  variants: [
    aVariant({ sku: 'POT-S', options: ['S'], tracked: false, requiresShipping: false }),
    aVariant({ sku: 'POT-L', options: ['L'], taxClass: 'reduced', grams: 1_500 }),
  ],
  media: [{ url: '/media/pot.svg', alt: 'A pot' }],
  fields: { material: { type: 'text', value: 'clay' }, litres: { type: 'number', value: 1.5 } },
})

export const cup = aProduct({ handle: 'cup', title: 'Cup', variants: [aVariant({ sku: 'CUP' })] })

export function sensibleBodies(
  cartIds: readonly string[],
  shipmentIds: readonly string[],
  paymentIds: readonly string[],
) {
  const price = { amount: 500, currency: 'SGD' }
  const lines = [{ sku, quantity: 1 }]
  const notice = { id: 'n1', type: 'parcel.delivered', at: '2026-01-06T00:00:00.000Z' }
  const bodies: Readonly<Record<string, readonly unknown[]>> = {
    'PUT /v1/admin/products/{handle}': [
      aProduct({ variants: [aVariant({ sku: 'unheard-of' })] }),
      aProduct(),
      pot,
    ],
    'POST /v1/admin/products/batch': [{ products: [pot, aProduct()] }],
    'PUT /v1/admin/categories/{handle}': [category, { ...category, parent: 'new' }],
    'POST /v1/admin/categories/batch': [{ categories: [category, { ...category, handle: 'x' }] }],
    'PUT /v1/admin/collections/{handle}': [category],
    'POST /v1/admin/collections/batch': [{ collections: [category] }],
    'PUT /v1/admin/pricing': [
      { currency: 'SGD' },
      {
        offers: [{ currency: 'USD', ratePpm: 740_000, rounding: { every: 100, ending: 99 } }],
        taxes: {
          US: { name: 'Tax', included: false, rates: { standard: 700, reduced: 100, zero: 0 } },
        },
      },
    ],
    'POST /v1/account/session': [{ email: 'ada@example.org', password }],
    'POST /v1/staff/session': [{ email: 'olivia@example.org', password }],
    'PUT /v1/account/cart': cartIds.map((cartId) => ({ cartId })),
    'POST /v1/carts': [{}, { currency: 'SGD', country: 'SG' }],
    'PATCH /v1/carts/{id}': [{ country: 'US' }, { currency: 'SGD' }],
    'PUT /v1/carts/{id}/lines/{sku}': [{ quantity: 2 }, { quantity: 10_000 }],
    'POST /v1/orders': cartIds.map((id) => ({
      ...orderOf(id, 'tok_visa'),
      expectedTotal: { amount: 4348, currency: 'SGD' },
    })),
    'POST /v1/orders/{id}/payments': [{ payment: { method: 'card', token: 'tok_visa' } }],
    'POST /v1/admin/orders/{id}/shipments': [{}, { lines }],
    'POST /v1/admin/orders/{id}/refunds': [
      { reason: 'Broken' },
      { amount: price, reason: 'Late' },
      { lines, returned: true, reason: 'Back' },
    ],
    'POST /v1/admin/orders/{id}/notes': [{ text: 'Called' }],
    'PUT /v1/admin/stock/{sku}': [{ onHand: 30 }, { shares: { sin: 7 } }, { backorder: true }],
    'POST /v1/admin/stock/{sku}/adjustments': [{ by: -3, home: 'sin' }, { by: 5 }],
    'POST /v1/admin/stock/{sku}/transfers': [{ from: 'sin', to: 'syd', quantity: 1 }],
    'POST /v1/admin/stock/batch': [
      { items: [{ sku, onHand: 4, tracked: true, backorder: false }] },
    ],
    'PUT /v1/admin/shipping-zones': [
      {
        zones: [
          {
            name: 'Home',
            countries: ['SG'],
            rates: [
              {
                code: 'standard',
                title: 'Standard',
                prices: [price],
                pricesPerKilogram: [price],
                freeFrom: [{ amount: 9_000, currency: 'SGD' }],
                days: { from: 1, to: 3 },
              },
            ],
          },
        ],
      },
    ],
    'POST /v1/webhooks/bank': paymentIds.flatMap((paymentId) => [
      { ...notice, type: 'capture.declined', data: { paymentId, reference: 'x' } },
    ]),
    'POST /v1/webhooks/carrier': shipmentIds.map((shipmentId) => ({
      ...notice,
      data: { shipmentId, trackingNumber: 'T1', status: 'delivered' },
    })),
  }
  return ({ method, path }: Operation) => bodies[`${method} ${path}`] ?? []
}
