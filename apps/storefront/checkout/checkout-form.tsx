import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState, type FormEvent } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { checkoutQuery, type Cart } from '#apps/storefront/app/queries.ts'
import { AddressFields } from '#apps/storefront/checkout/address-fields.tsx'
import { addressOf, errorsIn, useDraft, type Draft } from '#apps/storefront/checkout/draft.ts'
import { PaymentChoice, type CardToken } from '#apps/storefront/checkout/payment-choice.tsx'
import { PlaceTrouble } from '#apps/storefront/checkout/place-trouble.tsx'
import { Section } from '#apps/storefront/checkout/section.tsx'
import { ShippingChoice } from '#apps/storefront/checkout/shipping-choice.tsx'
import { ShortLines } from '#apps/storefront/checkout/short-lines.tsx'
import { Summary } from '#apps/storefront/checkout/summary.tsx'
import { usePrefill } from '#apps/storefront/checkout/use-prefill.ts'
import { usePlaceOrder } from '#apps/storefront/checkout/use-place-order.ts'
import { languageCode, usePreferences } from '#apps/storefront/preferences/preferences.ts'
import { formatFor, useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

export function CheckoutForm({ cart }: { cart: Cart }) {
  const words = useWords()
  const format = useFormat()
  const { country, language } = usePreferences()
  const form = useRef<HTMLFormElement>(null)
  const { draft, change } = useDraft(country)
  const account = usePrefill(draft, change)
  const [token, setToken] = useState<CardToken>('tok_visa')
  const [isChecked, setChecked] = useState(false)
  const errors = isChecked ? errorsIn(draft, words) : {}
  const ways = useQuery({
    ...checkoutQuery(cart, draft.country),
    placeholderData: (previous, query) =>
      query?.queryKey[3] === draft.country ? previous : undefined,
  })
  const methods = ways.data?.methods ?? []
  const method = methods.find(({ code }) => code === draft.method) ?? methods[0]
  const place = usePlaceOrder()
  const isReady = method !== undefined && !ways.isPlaceholderData && ways.data?.short.length === 0

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const found = Object.keys(errorsIn(draft, words))
    if (found.length > 0) return focusOn(form.current, found)
    if (!isReady || ways.data === undefined || place.isPending) return undefined
    const { cartVersion } = ways.data
    place.mutate({
      cartId: cart.id,
      cartVersion,
      email: draft.email.trim(),
      shippingAddress: addressOf(draft, formatFor('en').country(draft.country)),
      shippingMethod: method.code,
      payment: { method: 'card', token },
      expectedTotal: method.totals.total,
      language: languageCode(language),
    })
    return undefined
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={submit}
      className="mt-6 grid grid-cols-1 items-start gap-x-14 gap-y-6 lg:grid-cols-[1fr_24rem]"
    >
      <Summary {...{ cart }} totals={method?.totals ?? null} />
      <div className="min-w-0 space-y-10 lg:order-first">
        <Section title={words.checkout.contact}>
          <TextField
            type="email"
            name="email"
            required
            autoComplete="email"
            inputMode="email"
            label={words.checkout.email}
            hint={words.checkout.emailHint}
            error={errors.email}
            value={draft.email}
            onChange={({ target }) => change({ email: target.value })}
          />
          {account === null ? (
            <p className="mt-3 text-sm text-soft">
              {words.checkout.known}{' '}
              <Link
                to="/account/sign-in"
                search={{ then: '/checkout' }}
                className="font-medium text-accent underline"
              >
                {words.shop.signIn}
              </Link>
            </p>
          ) : null}
        </Section>
        <Section title={words.checkout.delivery}>
          <AddressFields {...{ draft, errors }} onChange={change} />
        </Section>
        <Section title={words.checkout.shipping}>
          <ShippingChoice
            {...{ ways }}
            chosen={method?.code ?? null}
            onChoose={(code) => change({ method: code })}
          />
        </Section>
        <Section title={words.checkout.payment}>
          <PaymentChoice chosen={token} onChoose={setToken} />
        </Section>
        <div className="space-y-4">
          <ShortLines {...{ cart }} short={ways.data?.short ?? []} />
          {Object.keys(errors).length > 0 ? (
            <Notice look="bad" title={words.checkout.check} />
          ) : null}
          {place.isPending ? null : <PlaceTrouble error={place.error} />}
          <Button
            type="submit"
            size="large"
            className="w-full"
            busy={place.isPending}
            disabled={!isReady}
          >
            {place.isPending
              ? words.checkout.paying
              : method === undefined
                ? words.checkout.place
                : words.checkout.pay(format.price(method.totals.total))}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** To the first field in the form that has an error. */
function focusOn(form: HTMLFormElement | null, fields: readonly string[]): void {
  const named = [...(form?.elements ?? [])].filter(
    (element): element is HTMLInputElement => 'name' in element,
  )
  named.find(({ name }) => fields.includes(name satisfies string as keyof Draft))?.focus()
}
