import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { useAccountTrouble, useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Form } from '#apps/storefront/account/entrance.tsx'
import { useFields } from '#apps/storefront/account/fields.ts'
import { sessionQuery, showAccount, type Account } from '#apps/storefront/account/session.ts'
import { queryClient } from '#apps/storefront/app/queries.ts'
import { useWords } from '#apps/storefront/words/words.ts'

/** Off, being set up, its recovery codes shown, or on. */
export function Authenticator({ account }: { account: Account }) {
  const [codes, setCodes] = useState<readonly string[]>([])
  if (codes.length > 0) return <Codes codes={codes} onDone={() => setCodes([])} />
  return account.totp.enrolled ? <TurnedOn account={account} /> : <TurnedOff onCodes={setCodes} />
}

function TurnedOff({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const words = useAccountWords()
  const { trouble } = useWords()
  const troubleOf = useAccountTrouble()
  const offer = useMutation({ mutationFn: () => call('POST /v1/account/totp', { body: {} }) })
  if (offer.data !== undefined) return <SetUp offer={offer.data} onCodes={onCodes} />
  return (
    <div className="space-y-5">
      <p className="text-soft">{words.security.off}</p>
      {offer.error === null ? null : (
        <Notice look="bad" title={trouble.title}>
          {troubleOf(offer.error)}
        </Notice>
      )}
      <Button look="plain" busy={offer.isPending} onClick={() => offer.mutate()}>
        {words.security.setUp}
      </Button>
    </div>
  )
}

function SetUp({
  offer,
  onCodes,
}: {
  readonly offer: { readonly secret: string; readonly uri: string }
  readonly onCodes: (codes: readonly string[]) => void
}) {
  const words = useAccountWords()
  const { bind, values, check } = useFields({ code: 'needed' })
  const confirm = useMutation({
    mutationFn: () =>
      call('POST /v1/account/totp/confirmation', { body: { code: values.code.trim() } }),
    onSuccess: async ({ recoveryCodes }) => {
      onCodes(recoveryCodes)
      await queryClient.invalidateQueries(sessionQuery())
    },
  })
  return (
    <Form
      submit={words.security.turnOn}
      busy={confirm.isPending}
      error={confirm.error}
      onSubmit={() => {
        if (check()) confirm.mutate()
      }}
    >
      <div>
        <p className="text-soft">{words.security.secret}</p>
        <p className="mt-2 rounded-2xl bg-sunken px-4 py-3 font-mono break-all">
          {offer.secret.replaceAll(/(.{4})/g, '$1 ').trim()}
        </p>
        <a href={offer.uri} className="mt-2 inline-block font-medium text-accent underline">
          {words.security.openApp}
        </a>
      </div>
      <TextField
        {...bind('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        label={words.code}
      />
    </Form>
  )
}

function Codes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { security } = useAccountWords()
  return (
    <div className="space-y-5">
      <Notice look="warn" title={security.codesTitle}>
        {security.codesSays}
      </Notice>
      <ul className="grid grid-cols-2 gap-2 rounded-2xl bg-sunken p-4 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button onClick={onDone}>{security.codesDone}</Button>
    </div>
  )
}

function TurnedOn({ account }: { account: Account }) {
  const words = useAccountWords()
  const { bind, values, check } = useFields({ password: 'needed' })
  const remove = useMutation({
    mutationFn: () => call('POST /v1/account/totp/removal', { body: values }),
    onSuccess: showAccount,
  })
  return (
    <div className="space-y-5">
      <Notice look="good" title={words.security.on}>
        {words.security.left(account.totp.recoveryCodesLeft)}
      </Notice>
      <Form
        submit={words.security.remove}
        busy={remove.isPending}
        error={remove.error}
        onSubmit={() => {
          if (check()) remove.mutate()
        }}
      >
        <TextField
          {...bind('password')}
          type="password"
          autoComplete="current-password"
          label={words.password}
        />
      </Form>
    </div>
  )
}
