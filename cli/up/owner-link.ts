import type { StoreFile } from '#cli/running-store.ts'
import { asOperator } from '#cli/operator.ts'

/**
 * Has a link made that makes an owner, until somebody has followed one. Each start makes a new one,
 * so that a link left in a terminal works no longer than the store.
 */
export async function ownerLink(store: StoreFile): Promise<string | null> {
  try {
    return await asked(store)
  } catch {
    // The store sells without an owner; the next start asks again.
    return null
  }
}

async function asked(store: StoreFile): Promise<string | null> {
  const path = `${store.edge}/v1/admin/owner-link`
  const answer = await fetch(path, { headers: asOperator(store) })
  const { claimed } = (await answer.json()) as { claimed?: boolean }
  if (claimed !== false) return null
  const made = await fetch(path, {
    method: 'POST',
    headers: { ...asOperator(store), 'content-type': 'application/json' },
    body: '{}',
  })
  const { url } = (await made.json()) as { url?: string }
  return url ?? null
}
