import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '#apps/ui/api/client.ts'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Entrance, Form } from '#apps/storefront/account/entrance.tsx'
import { useFields } from '#apps/storefront/account/fields.ts'
import { languageCode, usePreferences } from '#apps/storefront/preferences/preferences.ts'

export function SignUpPage() {
  const words = useAccountWords()
  const { language } = usePreferences()
  const { bind, values, check } = useFields({
    name: 'needed',
    email: 'email',
    password: 'password',
  })
  const signUp = useMutation({
    mutationFn: () => {
      const { name, email, password } = values
      const spoken = languageCode(language)
      const body = { name: name.trim(), email: email.trim(), password, language: spoken } as const
      return call('POST /v1/account', { body })
    },
  })
  if (signUp.isSuccess) {
    return (
      <Entrance title={words.signUp.sentTitle}>
        <Notice look="good" title={words.signUp.sent(values.email.trim())} />
      </Entrance>
    )
  }
  return (
    <Entrance title={words.signUp.title} says={words.signUp.says}>
      <Form
        submit={words.signUp.submit}
        busy={signUp.isPending}
        error={signUp.error}
        onSubmit={() => {
          if (check()) signUp.mutate()
        }}
      >
        <TextField {...bind('name')} autoComplete="name" label={words.name} />
        <TextField {...bind('email')} type="email" autoComplete="username" label={words.email} />
        <TextField
          {...bind('password')}
          type="password"
          autoComplete="new-password"
          label={words.password}
          hint={words.passwordHint}
        />
      </Form>
      <p className="mt-6 text-soft">
        {words.signUp.known}{' '}
        <Link to="/account/sign-in" className="font-medium text-accent underline">
          {words.signIn.title}
        </Link>
      </p>
    </Entrance>
  )
}
