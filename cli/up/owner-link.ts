import { CommandError } from '#cli/command.ts'
import { asOperator } from '#cli/operator.ts'
import type { StoreFile } from '#cli/running-store.ts'

type Reach = Pick<StoreFile, 'edge' | 'operatorKey'>

/**
 * Has a link made that makes an owner, until somebody has followed one. Each start makes a new one,
 * so that a link left in a terminal works no longer than the store.
 */
export async function ownerLink(store: Reach): Promise<string | null> {
  try {
    const answer = await fetch(pathOf(store), { headers: asOperator(store) })
    const { claimed } = (await answer.json()) as { claimed?: boolean }
    return claimed === false ? await newOwnerLink(store) : null
  } catch {
    // The store sells without an owner; the next start asks again.
    return null
  }
}

/**
 * Has a link made that makes an owner of whoever follows it, also where there is one.
 * @throws CommandError when the store does not make one
 */
export async function newOwnerLink(store: Reach): Promise<string> {
  const made = await fetch(pathOf(store), {
    method: 'POST',
    headers: { ...asOperator(store), 'content-type': 'application/json' },
    body: '{}',
  }).catch((cause: unknown) => {
    throw new CommandError(`the store does not answer: ${String(cause)}`, 1)
  })
  const { url, detail } = (await made.json()) as { url?: string; detail?: string }
  if (url === undefined) throw new CommandError(detail ?? `the store answered ${made.status}`, 1)
  return url
}

const pathOf = ({ edge }: Reach): string => `${edge}/v1/admin/owner-link`
