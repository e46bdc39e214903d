import type { Receipt } from '#cli/shop/receipt.ts'

/**
 * The longest time without a successful checkout, milliseconds: between two that follow each other,
 * or from the last one to the end of the last attempt, when nobody who came after it succeeded. (One
 * shopper who is stuck while others buy is not an outage.)
 */
export function longestOutageMs(receipts: readonly Receipt[]): number {
  const confirmed = withoutStragglers(receipts.filter(({ told }) => told === 'confirmed'))
  if (confirmed.length === 0) return 0
  const lastStart = confirmed.reduce((last, { startedAt }) => Math.max(last, startedAt), 0)
  const inVain = receipts.filter(
    ({ told, startedAt }) => (told === 'failed' || told === 'pending') && startedAt > lastStart,
  )
  const lastTry = inVain.reduce((last, { endedAt }) => Math.max(last, endedAt), 0)
  const ends = [
    ...confirmed.map(({ endedAt }) => endedAt),
    ...(inVain.length > 0 ? [lastTry] : []),
  ].sort((a, b) => a - b)
  return ends.slice(1).reduce((gap, end, at) => Math.max(gap, end - (ends[at] ?? end)), 0)
}

/** Without those who came out last although others had come after them and bought meanwhile. */
function withoutStragglers(confirmed: readonly Receipt[]): Receipt[] {
  const inOrder = [...confirmed].sort((a, b) => a.endedAt - b.endedAt)
  for (let last = inOrder.pop(); last !== undefined; last = inOrder.pop()) {
    const { startedAt } = last
    if (!inOrder.some((earlier) => earlier.startedAt > startedAt)) return [...inOrder, last]
  }
  return []
}
