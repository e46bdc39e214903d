import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '#apps/ui/api/client.ts'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Entrance, Form } from '#apps/storefront/account/entrance.tsx'
import { useFields } from '#apps/storefront/account/fields.ts'

export function ForgottenPage() {
  const words = useAccountWords()
  const { bind, values, check } = useFields({ email: 'email' })
  const send = useMutation({
    mutationFn: () =>
      call('POST /v1/account/password-links', { body: { email: values.email.trim() } }),
  })
  if (send.isSuccess) {
    return (
      <Entrance title={words.forgotten.sentTitle}>
        <Notice look="good" title={words.forgotten.sent(values.email.trim())} />
      </Entrance>
    )
  }
  return (
    <Entrance title={words.forgotten.title} says={words.forgotten.says}>
      <Form
        submit={words.forgotten.submit}
        busy={send.isPending}
        error={send.error}
        onSubmit={() => {
          if (check()) send.mutate()
        }}
      >
        <TextField {...bind('email')} type="email" autoComplete="username" label={words.email} />
      </Form>
      <p className="mt-6">
        <Link to="/account/sign-in" className="font-medium text-accent underline">
          {words.back}
        </Link>
      </p>
    </Entrance>
  )
}
