import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { newKey } from '#apps/ui/api/key.ts'
import { Button } from '#apps/ui/button.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Form } from '#apps/storefront/account/entrance.tsx'
import { showAccount, type Account } from '#apps/storefront/account/session.ts'
import { useAccount } from '#apps/storefront/account/use-account.ts'
import { AddressFields } from '#apps/storefront/checkout/address-fields.tsx'
import {
  addressOf,
  draftOf,
  errorsIn,
  type Draft,
  type DraftErrors,
} from '#apps/storefront/checkout/draft.ts'
import { Section } from '#apps/storefront/checkout/section.tsx'
import { usePreferences } from '#apps/storefront/preferences/preferences.ts'
import { formatFor, useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

type Entry = Account['addresses'][number]
const keyLength = 12

export function Addresses() {
  const words = useAccountWords()
  const account = useAccount()
  const [edited, setEdited] = useState<string | null>(null)
  if (account === null) return null
  const entry = account.addresses.find(({ key }) => key === edited) ?? null
  return (
    <Section title={words.parts.addresses}>
      {edited !== null ? (
        <AddressForm key={edited} {...{ entry }} onDone={() => setEdited(null)} />
      ) : (
        <div className="space-y-5">
          {account.addresses.length === 0 ? (
            <Empty icon="home" title={words.addresses.none}>
              {words.addresses.noneAdvice}
            </Empty>
          ) : (
            <ul className="grid gap-4 sm:grid-cols-2">
              {account.addresses.map((each) => (
                <AddressCard key={each.key} entry={each} onEdit={() => setEdited(each.key)} />
              ))}
            </ul>
          )}
          <Button look="plain" onClick={() => setEdited('new')}>
            {words.addresses.add}
          </Button>
        </div>
      )}
    </Section>
  )
}

function AddressCard({ entry, onEdit }: { entry: Entry; onEdit: () => void }) {
  const words = useAccountWords()
  const format = useFormat()
  const { address, key } = entry
  const remove = useMutation({
    mutationFn: () => call('DELETE /v1/account/addresses/{key}', { params: { key } }),
    onSuccess: (account) => {
      showAccount(account)
      toast(words.addresses.removed)
    },
  })
  const lines = [
    address.line1,
    address.line2,
    [address.postalCode, address.city].filter(Boolean).join(' '),
    address.region,
    format.country(address.country),
  ].filter(Boolean)
  return (
    <li className="flex flex-col gap-4 rounded-3xl border border-line bg-card p-5">
      <address className="flex-1 break-words not-italic">
        <span className="block font-semibold">{address.name}</span>
        {lines.map((text, at) => (
          <span key={`${at}-${text}`} className="block text-soft">
            {text}
          </span>
        ))}
      </address>
      <div className="flex flex-wrap gap-2">
        <Button
          look="plain"
          size="small"
          onClick={onEdit}
          aria-label={about(words.addresses.edit, address.line1)}
        >
          {words.addresses.edit}
        </Button>
        <Button
          look="quiet"
          size="small"
          busy={remove.isPending}
          onClick={() => remove.mutate()}
          aria-label={about(words.addresses.remove, address.line1)}
        >
          {words.addresses.remove}
        </Button>
      </div>
    </li>
  )
}

const about = (what: string, which: string): string => `${what}: ${which}`

function AddressForm({ entry, onDone }: { entry: Entry | null; onDone: () => void }) {
  const words = useAccountWords()
  const shop = useWords()
  const { country } = usePreferences()
  const [draft, setDraft] = useState<Draft>(() => draftOf(country, entry?.address))
  const [isChecked, setChecked] = useState(false)
  // The mail address is the account's.
  const { email: _, ...errors }: DraftErrors = errorsIn(draft, shop)
  const save = useMutation({
    mutationFn: () =>
      call('PUT /v1/account/addresses/{key}', {
        params: { key: entry?.key ?? newKey().slice(0, keyLength) },
        body: addressOf(draft, formatFor('en').country(draft.country)),
      }),
    onSuccess: (account) => {
      showAccount(account)
      toast(words.saved)
      onDone()
    },
  })
  return (
    <Form
      submit={words.save}
      instead={
        <Button look="plain" className="w-full sm:w-auto" onClick={onDone}>
          {words.addresses.cancel}
        </Button>
      }
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setChecked(true)
        if (Object.keys(errors).length === 0) save.mutate()
      }}
    >
      <AddressFields
        draft={draft}
        errors={isChecked ? errors : {}}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
    </Form>
  )
}
