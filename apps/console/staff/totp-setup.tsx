import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { saveFile } from '#apps/console/app/save-file.ts'
import { identity } from '#apps/console/staff/identity-api.ts'
import { signInTrouble } from '#apps/console/staff/sign-in-trouble.ts'

/** A secret for an authenticator, confirmed by its first code; then the recovery codes, shown once. */
export function TotpSetup({ onDone }: { onDone: () => void }) {
  const [code, setCode] = useState('')
  const begin = useMutation({ mutationFn: identity.beginTotp })
  const confirm = useMutation({ mutationFn: () => identity.confirmTotp(code.trim()) })
  const error = begin.error ?? confirm.error
  if (confirm.data !== undefined) {
    const { recoveryCodes } = confirm.data
    return (
      <div className="space-y-4">
        <Notice look="good" title="Your second factor is set up">
          Keep these codes somewhere safe. Each works once, when the authenticator is lost.
        </Notice>
        <ul className="grid grid-cols-2 gap-2 rounded-xl bg-sunken p-4 font-mono text-sm">
          {recoveryCodes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2">
          <Button
            look="plain"
            size="small"
            onClick={() => saveFile('recovery-codes.txt', 'text/plain', recoveryCodes.join('\n'))}
          >
            Save them
          </Button>
          <Button size="small" onClick={onDone}>
            I have kept them
          </Button>
        </div>
      </div>
    )
  }
  return (
    <div className="space-y-4">
      {error === null ? null : (
        <Notice look="bad" title={signInTrouble(error) ?? 'That did not work'} />
      )}
      {begin.data === undefined ? (
        <Button size="small" busy={begin.isPending} onClick={() => begin.mutate()}>
          Make a secret
        </Button>
      ) : (
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            confirm.mutate()
          }}
        >
          <p className="text-sm">
            Type this secret into your authenticator, or{' '}
            <a
              href={begin.data.uri}
              className="font-semibold text-accent underline underline-offset-4"
            >
              open it there
            </a>
            :
          </p>
          <p className="rounded-xl bg-sunken p-4 font-mono text-sm [overflow-wrap:anywhere]">
            {begin.data.secret.replace(/(.{4})/g, '$1 ').trim()}
          </p>
          <TextField
            label="The six digits it shows"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={8}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <Button type="submit" size="small" busy={confirm.isPending}>
            Set it up
          </Button>
        </form>
      )}
    </div>
  )
}
