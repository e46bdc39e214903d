import { useEffect, useRef } from 'react'
import { useLikelySession, type Account } from '#apps/storefront/account/session.ts'
import type { Draft } from '#apps/storefront/checkout/draft.ts'

/** Fills in what the account knows, once, and only where nothing was typed; null for a guest. */
export function usePrefill(draft: Draft, change: (part: Partial<Draft>) => void): Account | null {
  const account = useLikelySession()
  const isDone = useRef(false)
  useEffect(() => {
    if (account === null || isDone.current) return
    isDone.current = true
    if (draft.email !== '' || draft.line1 !== '') return
    const [first] = account.addresses
    change({ name: account.name, ...first?.address, email: account.email })
  }, [account, draft, change])
  return account
}
