import { isRefusal, type Refusal } from '#kernel/core/decider.ts'
import { PageOf, PageQuery, Strict, Type } from '#kernel/core/schema.ts'
import type { Context } from '#kernel/service/context.ts'
import { bulk, command, query } from '#kernel/service/route.ts'
import { Sku } from '#services/catalog/contract.ts'
import {
  AdjustmentBody,
  inventoryRefusals,
  skuOf,
  StockBatch,
  StockBody,
  stockId,
  StockView,
  TransferBody,
} from '#services/inventory/contract.ts'
import { listStock } from '#services/inventory/list-stock.ts'
import { movedIn, readShares } from '#services/inventory/read-shares.ts'
import { splitUnits } from '#services/inventory/split-units.ts'
import { availabilityOf, stockView } from '#services/inventory/stock-view.ts'
import { stock } from '#services/inventory/stock.ts'

const availabilitySkusMax = 100
const Params = Strict({ sku: Sku })
const Available = Type.Object({
  /** As it was asked for. */
  sku: Type.String(),
  tracked: Type.Boolean(),
  available: Type.Integer(),
  backorder: Type.Boolean(),
})

async function viewOf(context: Context, sku: string): Promise<StockView> {
  return stockView(sku, (await readShares(context, [sku])).get(sku) ?? [])
}

export const routes = [
  query({
    method: 'GET',
    path: '/v1/availability',
    summary: 'How many units of some SKUs can be bought now',
    query: Strict({
      sku: Type.String({ minLength: 1, maxLength: 8_000, description: 'SKUs, split by commas' }),
    }),
    response: Type.Object({ items: Type.Array(Available) }),
    handle: async (request, context) => {
      const skus = request.query.sku.split(',').filter((sku) => sku !== '')
      const asked = [...new Set(skus)].slice(0, availabilitySkusMax)
      const shares = await readShares(context, asked)
      return { items: asked.map((sku) => availabilityOf(sku, shares.get(sku) ?? [])) }
    },
    cache: { maxAgeSeconds: 1, staleWhileRevalidateSeconds: 0, tags: () => [] },
  }),

  query({
    method: 'GET',
    path: '/v1/admin/stock',
    permission: 'stock:read',
    summary: 'List stock, or only what runs low',
    query: Strict({
      ...PageQuery,
      low: Type.Optional(Type.Boolean()),
      sku: Type.Optional(
        Type.String({ maxLength: 255, description: 'Only SKUs that start with this' }),
      ),
    }),
    response: PageOf(StockView),
    handle: async (request, context) => {
      const { low, ...wanted } = request.query
      const { skus, shares, next } = await listStock(
        { ...wanted, only: low ? 'low' : undefined },
        context,
      )
      return { items: skus.map((sku) => stockView(sku, shares.get(sku) ?? [])), next }
    },
  }),

  query({
    method: 'GET',
    path: '/v1/admin/stock/{sku}',
    permission: 'stock:read',
    summary: 'The stock of a SKU, home by home',
    params: Params,
    response: StockView,
    handle: async (request, context) => {
      const view = await viewOf(context, request.params.sku)
      return view.shares.length > 0
        ? view
        : inventoryRefusals.noStock(`${request.params.sku} has never been counted.`)
    },
  }),

  command({
    method: 'PUT',
    path: '/v1/admin/stock/{sku}',
    permission: 'stock:write',
    summary: 'Say how many units there are',
    description:
      'Give `onHand` for the whole shop (split evenly, each home keeping what it has promised) or ' +
      '`shares` with one number per home. What is left out stays as it is: without either, only ' +
      '`tracked` and `backorder` change, whatever is sold or moved meanwhile.',
    params: Params,
    body: StockBody,
    response: StockView,
    aggregate: stock,
    target: (request, context) => stockId(context.homeFor('primary'), request.params.sku),
    command: async (request, context) => {
      const { params } = request
      const { onHand, tracked, backorder } = request.body
      const numbers = request.body.shares ?? onHand
      const home = context.homeFor('primary')
      if (numbers === undefined) {
        const others = context.homes.filter((other) => other !== home)
        return { type: 'take-rules-all' as const, others, tracked, backorder }
      }
      const known = (await readShares(context, [params.sku])).get(params.sku) ?? []
      const shares =
        typeof numbers === 'number'
          ? splitUnits(numbers, backorder ?? stockView(params.sku, known).backorder, known)
          : complete(numbers, context.homes)
      if (isRefusal(shares)) return shares
      const seen = movedIn(known)
      return { type: 'count-all' as const, shares, seen, home, tracked, backorder }
    },
    answer: (document, context) => viewOf(context, skuOf(document.id)),
  }),

  command({
    method: 'POST',
    path: '/v1/admin/stock/{sku}/adjustments',
    permission: 'stock:write',
    summary: 'Add or take away units',
    params: Params,
    body: AdjustmentBody,
    response: StockView,
    aggregate: stock,
    target: (request, context) =>
      stockId(knownHome(request.body.home, context), request.params.sku),
    command: ({ body }, context) =>
      unknownHome(body.home, context, '/home') ?? {
        type: 'adjust' as const,
        by: body.by,
        reason: body.reason ?? '',
      },
    answer: (document, context) => viewOf(context, skuOf(document.id)),
  }),

  command({
    method: 'POST',
    path: '/v1/admin/stock/{sku}/transfers',
    permission: 'stock:write',
    summary: 'Move units from one home to another',
    params: Params,
    body: TransferBody,
    response: StockView,
    aggregate: stock,
    status: 202,
    target: (request, context) =>
      stockId(knownHome(request.body.from, context), request.params.sku),
    command: ({ body }, context) =>
      unknownHome(body.from, context, '/from') ??
      unknownHome(body.to, context, '/to') ??
      (body.from === body.to
        ? inventoryRefusals.sharesIncomplete('Both ends are the same home.', '/to')
        : { type: 'send-share' as const, to: body.to, quantity: body.quantity }),
    answer: (document, context) => viewOf(context, skuOf(document.id)),
  }),

  bulk({
    method: 'POST',
    path: '/v1/admin/stock/batch',
    permission: 'stock:write',
    summary: 'Say how many units there are of up to 500 SKUs',
    description:
      'Answers per SKU. With an `Idempotency-Key` each item is counted once: the same request with ' +
      'the same key does only what the first has left undone or refused, and says ' +
      '`Idempotent-Replayed` when nothing was left; another body under the key is refused with 422. ' +
      'Without a key a repeat counts anew.',
    body: StockBatch,
    response: Type.Object({
      items: Type.Array(
        Type.Object({ sku: Sku, stored: Type.Boolean(), refusal: Type.Optional(Type.Unknown()) }),
      ),
    }),
    aggregate: stock,
    items: async (request, context) => {
      const { items } = request.body
      const home = context.homeFor('primary')
      const known = await readShares(
        context,
        items.map(({ sku }) => sku),
      )
      return items.map(({ sku, onHand, tracked, backorder }) => {
        const copy = known.get(sku) ?? []
        const shares = splitUnits(onHand, backorder || !tracked, copy)
        if (isRefusal(shares)) return shares
        const seen = movedIn(copy)
        const counted = { type: 'count-all' as const, shares, seen, home, tracked, backorder }
        return { id: stockId(home, sku), command: counted }
      })
    },
    answer: (results, request) => ({
      items: results.map((result, position) => ({
        sku: request.body.items[position]?.sku ?? '',
        stored: result.outcome === 'decided',
        ...(result.outcome === 'refused' ? { refusal: result.refusal } : {}),
      })),
    }),
  }),
]

function complete(
  shares: Readonly<Record<string, number>>,
  homes: readonly string[],
): Readonly<Record<string, number>> | Refusal {
  const named = Object.keys(shares)
  const fits = named.length === homes.length && homes.every((home) => named.includes(home))
  return fits
    ? shares
    : inventoryRefusals.sharesIncomplete(`The homes are ${homes.join(' and ')}.`, '/shares')
}

/** Some document has to say that a home is unknown: the primary's does. */
const knownHome = (home: string | undefined, context: Context): string =>
  home !== undefined && context.homes.includes(home) ? home : context.homeFor('primary')

function unknownHome(
  home: string | undefined,
  { homes }: Context,
  field: string,
): Refusal | undefined {
  if (home === undefined || homes.includes(home)) return undefined
  return inventoryRefusals.sharesIncomplete(`The homes are ${homes.join(' and ')}.`, field)
}
