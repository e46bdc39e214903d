import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { buttonClass } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Entrance, Form } from '#apps/storefront/account/entrance.tsx'
import { useFields } from '#apps/storefront/account/fields.ts'
import { takeLinkToken } from '#apps/storefront/account/link-token.ts'
import { noteSignedOut } from '#apps/storefront/account/session.ts'

let token = ''

export function NewPasswordPage() {
  const words = useAccountWords()
  // Kept outside the page: it is taken out of the address once, and a render may be repeated.
  const [given] = useState(() => (token = takeLinkToken() || token))
  const { bind, values, check } = useFields({ password: 'password' })
  const save = useMutation({
    mutationFn: () =>
      call('POST /v1/account/new-password', { body: { token: given, password: values.password } }),
    onSuccess: noteSignedOut,
  })
  if (save.isSuccess) {
    return (
      <Entrance title={words.fresh.done}>
        <Notice look="good" title={words.fresh.doneSays} />
        <Link to="/account/sign-in" className={`${buttonClass()} mt-6`}>
          {words.signIn.title}
        </Link>
      </Entrance>
    )
  }
  return (
    <Entrance title={words.fresh.title}>
      <Form
        submit={words.fresh.submit}
        busy={save.isPending}
        error={save.error}
        onSubmit={() => {
          if (check()) save.mutate()
        }}
      >
        <TextField
          {...bind('password')}
          type="password"
          autoComplete="new-password"
          label={words.newPassword}
          hint={words.passwordHint}
        />
      </Form>
    </Entrance>
  )
}
