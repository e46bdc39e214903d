import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { call } from '#apps/ui/api/client.ts'
import { codeOf } from '#apps/ui/api/problem.ts'
import { TextField } from '#apps/ui/field.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Entrance, Form } from '#apps/storefront/account/entrance.tsx'
import { useFields } from '#apps/storefront/account/fields.ts'
import { goOn } from '#apps/storefront/account/go-on.ts'
import { welcome } from '#apps/storefront/account/session.ts'

const route = getRouteApi('/account/sign-in')

export function SignInPage() {
  const words = useAccountWords()
  const { then } = route.useSearch()
  const navigate = useNavigate()
  const { bind, values, check } = useFields({
    email: 'email',
    password: 'needed',
    code: 'optional',
  })
  const signIn = useMutation({
    mutationFn: async () => {
      const { email, password, code } = values
      const body = { email: email.trim(), password, ...(code === '' ? {} : { code: code.trim() }) }
      await welcome(await call('POST /v1/account/session', { body }))
    },
    onSuccess: () => {
      const next = goOn(then)
      if ('address' in next) window.location.assign(next.address)
      else void navigate({ to: next.page })
    },
  })
  const asksForCode =
    values.code !== '' ||
    ['identity.code-needed', 'identity.wrong-code'].includes(codeOf(signIn.error) ?? '')
  return (
    <Entrance title={words.signIn.title} says={words.signIn.says}>
      <Form
        submit={words.signIn.submit}
        busy={signIn.isPending}
        error={signIn.error}
        onSubmit={() => {
          if (check()) signIn.mutate()
        }}
      >
        <TextField {...bind('email')} type="email" autoComplete="username" label={words.email} />
        <TextField
          {...bind('password')}
          type="password"
          autoComplete="current-password"
          label={words.password}
        />
        {asksForCode ? (
          <TextField
            {...bind('code')}
            autoComplete="one-time-code"
            label={words.code}
            hint={words.codeHint}
          />
        ) : null}
      </Form>
      <p className="mt-6">
        <Link to="/account/forgotten" className="font-medium text-accent underline">
          {words.signIn.forgotten}
        </Link>
      </p>
      <p className="mt-3 text-soft">
        {words.signIn.noAccount}{' '}
        <Link to="/account/sign-up" className="font-medium text-accent underline">
          {words.signIn.toSignUp}
        </Link>
      </p>
    </Entrance>
  )
}
