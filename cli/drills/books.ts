import type { StoreFile } from '#cli/running-store.ts'

export interface Charge {
  readonly reference: string
  readonly paymentId: string
  readonly authorized: { readonly amount: number; readonly currency: string }
  readonly captured: { readonly amount: number }
  readonly refunded: { readonly amount: number }
  readonly voided: boolean
  /** When it was authorized, RFC 3339. */
  readonly at: string
}

/** Every charge that the bank has on its own books. */
export async function bankBooks(store: Pick<StoreFile, 'bank'>): Promise<Charge[]> {
  const charges: Charge[] = []
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const answer = await fetch(`${store.bank}/books?limit=1000${query}`)
    if (!answer.ok) throw new Error(`the bank answered ${answer.status}: ${await answer.text()}`)
    const page = (await answer.json()) as { items: Charge[]; next: string | null }
    charges.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return charges
}
