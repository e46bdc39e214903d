import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { useAccountTrouble, useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Form } from '#apps/storefront/account/entrance.tsx'
import { useFields } from '#apps/storefront/account/fields.ts'
import { leave } from '#apps/storefront/account/session.ts'
import { Section } from '#apps/storefront/checkout/section.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

export function Data() {
  const { data } = useAccountWords()
  return (
    <div className="max-w-md space-y-12">
      <Section title={data.exportTitle}>
        <Export />
      </Section>
      <Section title={data.eraseTitle}>
        <Erasure />
      </Section>
    </div>
  )
}

function Export() {
  const { data } = useAccountWords()
  const { trouble } = useWords()
  const troubleOf = useAccountTrouble()
  const fetched = useMutation({
    mutationFn: async () => save(await call('GET /v1/account/export', {})),
  })
  return (
    <div className="space-y-5">
      <p className="text-soft">{data.exportSays}</p>
      {fetched.error === null ? null : (
        <Notice look="bad" title={trouble.title}>
          {troubleOf(fetched.error)}
        </Notice>
      )}
      <Button look="plain" busy={fetched.isPending} onClick={() => fetched.mutate()}>
        {data.download}
      </Button>
    </div>
  )
}

/** Hands a file to the browser. */
function save(content: unknown): void {
  const file = new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' })
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = 'meridian-account.json'
  link.click()
  URL.revokeObjectURL(url)
}

function Erasure() {
  const words = useAccountWords()
  const [isSure, setSure] = useState(false)
  const navigate = useNavigate()
  const { bind, values, check } = useFields({ password: 'needed' })
  const erase = useMutation({
    mutationFn: () => call('POST /v1/account/erasure', { body: values }),
    onSuccess: async () => {
      await navigate({ to: '/' })
      leave()
      toast(words.data.erased)
    },
  })
  return (
    <div className="space-y-5">
      <p className="text-soft">{words.data.eraseSays}</p>
      <p className="text-soft">{words.data.eraseKeeps}</p>
      {isSure ? (
        <Form
          submit={words.data.eraseYes}
          instead={
            <Button look="plain" className="w-full sm:w-auto" onClick={() => setSure(false)}>
              {words.data.no}
            </Button>
          }
          busy={erase.isPending}
          error={erase.error}
          onSubmit={() => {
            if (check()) erase.mutate()
          }}
        >
          <TextField
            {...bind('password')}
            type="password"
            autoComplete="current-password"
            label={words.password}
          />
        </Form>
      ) : (
        <Button look="plain" onClick={() => setSure(true)}>
          {words.data.erase}
        </Button>
      )}
    </div>
  )
}
