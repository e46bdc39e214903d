// What was typed at the checkout. It outlives a reload and ends with the tab; which card was chosen is not in
// it.

import { useState } from 'react'
import { recall, remember } from '#apps/storefront/app/tab-memory.ts'
import { addressRules } from '#apps/storefront/checkout/address-rules.ts'
import type { Words } from '#apps/storefront/words/en.ts'
import type { Body } from '#apps/ui/api/client.ts'

export interface Draft {
  readonly email: string
  readonly country: string
  readonly name: string
  readonly line1: string
  readonly line2: string
  readonly city: string
  readonly region: string
  readonly postalCode: string
  readonly phone: string
  /** Empty until one is chosen: the first there is counts. */
  readonly method: string
}
export type DraftErrors = { readonly [Field in keyof Draft]?: string }
type Address = Body<'POST /v1/orders'>['shippingAddress']

const storageKey = 'meridian-checkout'
const emailPattern = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/
/** As the platform takes them. */
const longest = {
  email: 254,
  name: 200,
  line1: 120,
  line2: 70,
  city: 120,
  region: 120,
  postalCode: 20,
  phone: 40,
}

export function useDraft(country: string) {
  const [draft, setDraft] = useState<Draft>(() => ({
    ...empty,
    country,
    ...recall<Partial<Draft>>(storageKey, {}),
  }))
  const change = (part: Partial<Draft>) => {
    setDraft((before) => {
      const after = { ...before, ...part }
      remember(storageKey, after)
      return after
    })
  }
  return { draft, change }
}

const empty: Omit<Draft, 'country'> = {
  email: '',
  name: '',
  line1: '',
  line2: '',
  city: '',
  region: '',
  postalCode: '',
  phone: '',
  method: '',
}

/** An address as it is typed. */
export function draftOf(country: string, address?: Address): Draft {
  return { ...empty, country, ...address }
}

/** What is wrong, by field, in the order of the form. */
export function errorsIn(draft: Draft, { checkout }: Words): DraftErrors {
  const { city, region, postal } = addressRules(draft.country)
  const needed = (value: string) => (value.trim() === '' ? checkout.required : undefined)
  const { email, postalCode } = draft
  const found = {
    email: needed(email) ?? (emailPattern.test(email.trim()) ? undefined : checkout.badEmail),
    name: needed(draft.name),
    line1: needed(draft.line1),
    city: city === null ? undefined : needed(draft.city),
    region: Array.isArray(region) ? needed(draft.region) : undefined,
    postalCode:
      postal.pattern === null
        ? undefined
        : (needed(postalCode) ??
          (postal.pattern.test(postalCode.trim())
            ? undefined
            : checkout.badPostal(postal.example))),
  }
  const tooLong = Object.entries(longest).flatMap(([field, max]) =>
    draft[field as keyof typeof longest].trim().length > max
      ? [[field, checkout.tooLong(max)]]
      : [],
  )
  const all = { ...found, ...Object.fromEntries(tooLong) }
  return Object.fromEntries(Object.entries(all).filter(([, says]) => says !== undefined))
}

/** Fields that the country does not have are left behind. */
export function addressOf(draft: Draft, countryName: string): Address {
  const { country } = draft
  const { city, region } = addressRules(country)
  const optional = (name: 'line2' | 'region' | 'phone', value: string) =>
    value.trim() === '' ? {} : { [name]: value.trim() }
  return {
    name: draft.name.trim(),
    line1: draft.line1.trim(),
    ...optional('line2', draft.line2),
    city: city === null ? countryName : draft.city.trim(),
    ...(region === null ? {} : optional('region', draft.region)),
    postalCode: draft.postalCode.trim(),
    country,
    ...optional('phone', draft.phone),
  }
}
