// What somebody does in a window who has an account, and the pages that only they see.

import type { Page } from 'playwright-core'
import { mailTo } from '#cli/e2e/outside.ts'
import type { Sight } from '#cli/browser/sights.ts'
import type { StoreFile } from '#cli/running-store.ts'

export const password = 'a long password'

/** Signs up, follows the link in the mail, and shows the password there. */
export async function newAccount(page: Page, store: StoreFile, email: string): Promise<void> {
  await signUp(page, store, email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Confirm and sign in' }).click()
  await page.getByRole('heading', { name: 'Hello Ada Tan' }).waitFor()
}

/** Signs up, and follows the link in the mail. */
export async function signUp(page: Page, store: StoreFile, email: string): Promise<void> {
  await page.goto('/account/sign-up')
  await page.getByLabel('Full name').fill('Ada Tan')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create the account' }).click()
  await page.getByText('Look into your mail').waitFor()
  await page.goto(await linkIn(store, email, 'Confirm your mail address'))
}

/** Where the newest mail with that subject leads. */
export async function linkIn(store: StoreFile, email: string, subject: string): Promise<string> {
  const { text } = await mailTo(store, email, new RegExp(`^${subject}$`))
  const [link] = /http\S+/.exec(text) ?? []
  if (link === undefined) throw new Error(`the mail has no link: ${text}`)
  return link
}

let count = 0
const inside = (path: string) => async (page: Page, store: StoreFile) => {
  count += 1
  await newAccount(page, store, `sight-${count}@example.org`)
  await page.goto(path)
  await page.getByRole('heading', { level: 2 }).first().waitFor()
}

export const accountSights: readonly Sight[] = [
  { name: 'sign-in', go: (page) => page.goto('/account/sign-in') },
  { name: 'sign-up', go: (page) => page.goto('/account/sign-up') },
  { name: 'forgotten', go: (page) => page.goto('/account/forgotten') },
  { name: 'new-password', go: (page) => page.goto('/account/new-password#nothing') },
  { name: 'confirm', go: (page) => page.goto('/account/confirm#nothing') },
  { name: 'account-orders', go: inside('/account') },
  {
    name: 'account-address',
    go: async (page, store) => {
      await inside('/account/addresses')(page, store)
      await page.getByRole('button', { name: 'Add an address' }).click()
      await page.getByLabel('Postal code').waitFor()
    },
  },
  { name: 'account-profile', go: inside('/account/profile') },
  {
    name: 'account-security',
    go: async (page, store) => {
      await inside('/account/security')(page, store)
      await page.getByRole('button', { name: 'Set up an authenticator' }).click()
      await page.getByLabel('Code of your authenticator').waitFor()
    },
  },
  {
    name: 'account-data',
    go: async (page, store) => {
      await inside('/account/data')(page, store)
      await page.getByRole('button', { name: 'Erase my account' }).click()
    },
  },
]
