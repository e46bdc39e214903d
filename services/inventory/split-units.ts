import type { Home } from '#kernel/core/id.ts'
import type { Refusal } from '#kernel/core/decider.ts'
import { inventoryRefusals } from '#services/inventory/contract.ts'
import type { Share } from '#services/inventory/share.ts'

/** Each home keeps what its orders were promised; the rest is split evenly. */
export function splitUnits(
  onHand: number,
  backorder: boolean,
  shares: readonly { readonly home: Home; readonly share: Pick<Share, 'reserved'> }[],
): Readonly<Record<Home, number>> | Refusal {
  const reserved = shares.reduce((sum, { share }) => sum + share.reserved, 0)
  if (onHand < reserved && !backorder) {
    return inventoryRefusals.belowReserved(`${reserved} units are promised.`, '/onHand')
  }
  const free = onHand - reserved
  const each = Math.floor(free / shares.length)
  const left = free - each * shares.length
  return Object.fromEntries(
    shares.map(({ home, share }, position) => [
      home,
      share.reserved + each + (position < left ? 1 : 0),
    ]),
  )
}
