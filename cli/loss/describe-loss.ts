import type { LostBusiness, LostOrder } from '#cli/loss/lost-orders.ts'
import type { LossReport } from '#kernel/ports/losses.ts'

/** One line for `status`. */
export function describeLoss({ lostRegion, lastArrived, lastSeen, salvaged }: LossReport): string {
  if (salvaged === null) {
    const from = lastArrived === null ? 'the beginning' : lastArrived.at
    const bytes = lastSeen?.lagBytes ?? null
    const sent = bytes === null ? '' : `, then with ${bytes} bytes not yet sent`
    const until = lastSeen === null ? 'never seen' : `last seen ${lastSeen.at}${sent}`
    return `commits of ${lostRegion} after ${from} may be lost (${until})`
  }
  const where = salvaged.file === null ? '' : `, saved in ${salvaged.file}`
  const whole = salvaged.complete ? '' : '; its ledger came back without its past, so maybe more'
  return `${salvaged.events} events were only in ${lostRegion}${where}${whole}`
}

/** What a merchant compares with the bank's books, order by order. */
export function describeBusiness(
  { orders, units, others }: LostBusiness,
  statusNow: ReadonlyMap<string, string>,
): string {
  const left = Object.entries(others).map(([kind, count]) => `${count} ${kind}`)
  return [
    `Orders: ${orders.length}`,
    ...orders.map((order) => `  ${describeOrder(order, statusNow.get(order.orderId))}`),
    ...(units.length > 0 ? ['Stock, to be counted:'] : []),
    ...units.map(({ sku, promised, moved }) => {
      const came = moved === 0 ? '' : `, ${Math.abs(moved)} units ${moved > 0 ? 'came' : 'went'}`
      return `  ${sku}  ${promised} units promised${came}`
    }),
    ...(left.length > 0 ? [`Other documents: ${left.join(', ')}`] : []),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

function describeOrder(
  { orderId, email, total, payments, happened, placedThere }: LostOrder,
  now: string | undefined,
): string {
  const money = total === null ? '' : `${(total.amount / 100).toFixed(2)} ${total.currency}`
  return [
    orderId,
    placedThere ? 'lost' : 'changes lost',
    `here now: ${now ?? 'not there'}`,
    ...(money === '' ? [] : [money]),
    ...(email === null ? [] : [email]),
    ...(payments.length > 0 ? [`bank ${payments.join(', ')}`] : []),
    happened.join(' > '),
  ].join('  ')
}
