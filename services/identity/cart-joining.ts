import type { Context } from '#kernel/service/context.ts'
import { cartById } from '#services/cart/contract.ts'

/**
 * What becomes of an account's cart when a guest with another one signs in: there is one cart after it,
 * with the larger quantity of everything.
 */
export async function cartJoining(context: Context, kept: string | null, guests: string) {
  const ask = async (id: string | null) => (id === null ? null : context.ask(cartById, { id }))
  const [own, guest] = await Promise.all([ask(kept), ask(guests)])
  const take = (cartId: string, lines: readonly { sku: string; quantity: number }[] = []) => ({
    type: 'take-cart' as const,
    cartId,
    lines,
  })
  if (own === null || own.ordered || own.lines.length === 0 || own.id === guest?.id) {
    return take(guests)
  }
  if (guest === null || guest.ordered) return take(own.id)
  const has = new Map(own.lines.map(({ sku, quantity }) => [sku, quantity]))
  return take(
    own.id,
    guest.lines.filter(({ sku, quantity }) => quantity > (has.get(sku) ?? 0)),
  )
}
