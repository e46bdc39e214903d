import { useState } from 'react'
import { isDefiniteNo } from '#apps/ui/api/definite-no.ts'
import { newKey } from '#apps/ui/api/key.ts'

/** The Idempotency-Key of one action: the same until its outcome is heard, then another. */
export function useActionKey() {
  const [key, setKey] = useState(newKey)
  const renew = () => setKey(newKey())
  return {
    key,
    onSuccess: renew,
    onError: (error: unknown) => {
      if (isDefiniteNo(error)) renew()
    },
  }
}
