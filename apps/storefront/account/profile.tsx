import { useMutation } from '@tanstack/react-query'
import { call } from '#apps/ui/api/client.ts'
import { SelectField, TextField } from '#apps/ui/field.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { Form } from '#apps/storefront/account/entrance.tsx'
import { useFields } from '#apps/storefront/account/fields.ts'
import { showAccount, type Account } from '#apps/storefront/account/session.ts'
import { useAccount } from '#apps/storefront/account/use-account.ts'
import { Section } from '#apps/storefront/checkout/section.tsx'

export function Profile() {
  const words = useAccountWords()
  const account = useAccount()
  return (
    <Section title={words.parts.profile}>
      {account === null ? null : <ProfileForm account={account} />}
    </Section>
  )
}

function ProfileForm({ account }: { account: Account }) {
  const words = useAccountWords()
  const { bind, values, check } = useFields(
    { name: 'needed', phone: 'optional', language: 'optional' },
    account,
  )
  const save = useMutation({
    mutationFn: () =>
      call('PATCH /v1/account', {
        body: {
          name: values.name.trim(),
          phone: values.phone.trim(),
          language: values.language === 'zh-Hans' ? 'zh-Hans' : 'en',
        },
      }),
    onSuccess: (changed) => {
      showAccount(changed)
      toast(words.saved)
    },
  })
  return (
    <div className="max-w-md">
      <Form
        submit={words.save}
        busy={save.isPending}
        error={save.error}
        onSubmit={() => {
          if (check()) save.mutate()
        }}
      >
        <TextField {...bind('name')} autoComplete="name" label={words.name} />
        <TextField {...bind('phone')} type="tel" autoComplete="tel" label={words.phone} />
        <SelectField {...bind('language')} label={words.profile.language}>
          <option value="en">English</option>
          <option value="zh-Hans">简体中文</option>
        </SelectField>
      </Form>
    </div>
  )
}
