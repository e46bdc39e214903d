import { useMutation } from '@tanstack/react-query'
import { call } from '#apps/ui/api/client.ts'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Authenticator } from '#apps/storefront/account/authenticator.tsx'
import { Form } from '#apps/storefront/account/entrance.tsx'
import { useFields } from '#apps/storefront/account/fields.ts'
import { showAccount } from '#apps/storefront/account/session.ts'
import { useAccount } from '#apps/storefront/account/use-account.ts'
import { Section } from '#apps/storefront/checkout/section.tsx'

export function Security() {
  const words = useAccountWords()
  const account = useAccount()
  return (
    <div className="max-w-md space-y-12">
      <Section title={words.security.changePassword}>
        <PasswordForm />
      </Section>
      <Section title={words.security.authenticator}>
        {account === null ? null : <Authenticator account={account} />}
      </Section>
    </div>
  )
}

function PasswordForm() {
  const words = useAccountWords()
  const { bind, values, check, clear } = useFields({ current: 'needed', next: 'password' })
  const change = useMutation({
    mutationFn: () => call('PUT /v1/account/password', { body: values }),
    onSuccess: (account) => {
      showAccount(account)
      clear()
    },
  })
  return (
    <Form
      submit={words.security.changePassword}
      busy={change.isPending}
      error={change.error}
      onSubmit={() => {
        if (check()) change.mutate()
      }}
    >
      <TextField
        {...bind('current')}
        type="password"
        autoComplete="current-password"
        label={words.currentPassword}
      />
      <TextField
        {...bind('next')}
        type="password"
        autoComplete="new-password"
        label={words.newPassword}
        hint={words.passwordHint}
      />
      {change.isSuccess ? <Notice look="good" title={words.security.changed} /> : null}
    </Form>
  )
}
