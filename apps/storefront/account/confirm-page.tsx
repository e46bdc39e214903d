import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { buttonClass, Spinner } from '#apps/ui/button.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Entrance } from '#apps/storefront/account/entrance.tsx'
import { takeLinkToken } from '#apps/storefront/account/link-token.ts'
import { welcome } from '#apps/storefront/account/session.ts'

export function ConfirmPage() {
  const words = useAccountWords()
  const navigate = useNavigate()
  const hasBegun = useRef(false)
  const { mutate, error } = useMutation({
    mutationFn: async (token: string) =>
      welcome(await call('POST /v1/account/confirmation', { body: { token } })),
    onSuccess: () => navigate({ to: '/account' }),
  })
  useEffect(() => {
    // A link works once, and effects may run twice.
    if (hasBegun.current) return
    hasBegun.current = true
    mutate(takeLinkToken())
  }, [mutate])
  return (
    <Entrance title={words.confirm.title}>
      {error === null ? (
        <p role="status" className="flex items-center gap-3 text-soft">
          <Spinner />
          {words.confirm.working}
        </p>
      ) : (
        <div className="space-y-6">
          <Notice look="bad" title={words.confirm.failed}>
            {words.confirm.failedAdvice}
          </Notice>
          <Link to="/account/sign-up" className={buttonClass()}>
            {words.signIn.toSignUp}
          </Link>
        </div>
      )}
    </Entrance>
  )
}
