import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { codeOf } from '#apps/ui/api/problem.ts'
import { Button, buttonClass } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Entrance, Form } from '#apps/storefront/account/entrance.tsx'
import { useFields } from '#apps/storefront/account/fields.ts'
import { takeLinkToken } from '#apps/storefront/account/link-token.ts'
import { welcome } from '#apps/storefront/account/session.ts'

let token = ''

/**
 * The link shows that the mail address is theirs, the password that it was they who signed up. Whoever has
 * none to show is let in without one, and gets another mail.
 */
export function ConfirmPage() {
  const { confirm: words, ...account } = useAccountWords()
  const navigate = useNavigate()
  // Kept outside the page: it is taken out of the address once, and a render may be repeated.
  const [given] = useState(() => (token = takeLinkToken() || token))
  const { bind, values, check } = useFields({ password: 'needed' })
  const confirm = useMutation({
    mutationFn: async (shown: { password?: string }) =>
      welcome(await call('POST /v1/account/confirmation', { body: { token: given, ...shown } })),
    onSuccess: (_, { password }) => {
      if (password !== undefined) void navigate({ to: '/account' })
    },
  })
  if (confirm.isSuccess && confirm.variables.password === undefined) {
    return (
      <Entrance title={words.withoutTitle}>
        <Notice look="good" title={words.without} />
        <Link to="/account" className={`${buttonClass()} mt-6`}>
          {account.account}
        </Link>
      </Entrance>
    )
  }
  if (given === '' || codeOf(confirm.error) === 'identity.link-spent') {
    return (
      <Entrance title={words.title}>
        <div className="space-y-6">
          <Notice look="bad" title={words.failed}>
            {words.failedAdvice}
          </Notice>
          <Link to="/account/sign-up" className={buttonClass()}>
            {account.signIn.toSignUp}
          </Link>
        </div>
      </Entrance>
    )
  }
  return (
    <Entrance title={words.title} says={words.says}>
      <Form
        submit={words.submit}
        busy={confirm.isPending}
        error={confirm.error}
        onSubmit={() => {
          if (check()) confirm.mutate({ password: values.password })
        }}
        instead={
          <Button look="quiet" disabled={confirm.isPending} onClick={() => confirm.mutate({})}>
            {words.instead}
          </Button>
        }
      >
        <TextField
          {...bind('password')}
          type="password"
          autoComplete="current-password"
          label={account.password}
        />
      </Form>
    </Entrance>
  )
}
