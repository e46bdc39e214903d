import { days, epochMsOf, instantOf } from '#kernel/core/instant.ts'
import { money } from '#kernel/core/money.ts'
import type { Sums } from '#kernel/ports/tallies.ts'
import type { Context } from '#kernel/service/context.ts'
import type { SalesView } from '#services/analytics/contract.ts'
import { productsById } from '#services/catalog/contract.ts'
import { currenciesOffered } from '#services/pricing/contract.ts'

const topMax = 6
/** After every letter and digit. */
const last = '~'

export async function readSales(
  wanted: { readonly days: number; readonly currency: string | undefined },
  context: Context,
): Promise<SalesView> {
  const { tallies, operations } = context.ports
  const currency = wanted.currency ?? (await context.ask(currenciesOffered, {}))[0] ?? 'SGD'
  const window = daysUpTo(context.now(), wanted.days)
  const first = window[0] ?? ''
  const [byDay, byProduct, minutes] = await Promise.all([
    tallies.read(`day ${first}`, `day ${last}`),
    tallies.read(`product ${first}`, `product ${last}`),
    operations.requestMinutes(),
  ])
  const sold = new Map(byDay)
  return {
    currency,
    days: window.map((day) => dayOf(day, currency, sold.get(`day ${day} ${currency}`) ?? {})),
    currencies: [...new Set(byDay.map(([key]) => key.slice(-3)))].sort(),
    top: await topOf(byProduct, currency, context),
    visits: {
      carts: minutes.reduce((sum, { carts }) => sum + carts, 0),
      checkouts: minutes.reduce((sum, { checkouts }) => sum + checkouts, 0),
    },
  }
}

function daysUpTo(now: string, many: number): readonly string[] {
  const nowMs = epochMsOf(now)
  return Array.from({ length: many }, (_, back) =>
    instantOf(nowMs - days(many - 1 - back)).slice(0, 10),
  )
}

function dayOf(day: string, currency: string, { orders = 0, sales = 0, refunded = 0 }: Sums) {
  return { day, orders, sales: money(sales, currency), refunded: money(refunded, currency) }
}

async function topOf(
  byProduct: readonly (readonly [string, Sums])[],
  currency: string,
  context: Context,
): Promise<SalesView['top']> {
  const totals = new Map<string, { units: number; sales: number }>()
  for (const [key, { units = 0, sales = 0 }] of byProduct) {
    const [, , of = '', productId = ''] = key.split(' ')
    if (of !== currency) continue
    const known = totals.get(productId) ?? { units: 0, sales: 0 }
    totals.set(productId, { units: known.units + units, sales: known.sales + sales })
  }
  const best = [...totals]
    .toSorted(([, one], [, other]) => other.sales - one.sales)
    .slice(0, topMax)
  const products = await context.ask(productsById, { ids: best.map(([id]) => id) })
  return best.map(([productId, { units, sales }]) => {
    const known = products.find(({ id }) => id === productId)
    return {
      productId,
      title: known?.title ?? null,
      handle: known?.handle ?? null,
      image: known?.media[0]?.url ?? null,
      units,
      sales: money(sales, currency),
    }
  })
}
