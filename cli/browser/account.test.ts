import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accountSights, linkIn, newAccount, password, signUp } from '#cli/browser/account-visits.ts'
import { assertNoBarriers } from '#cli/browser/no-barriers.ts'
import { inWindowOf, startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { widths, type WindowOptions } from '#cli/browser/shop-window.ts'
import { buyer, goToCheckout, orderStanding, payButton } from '#cli/browser/shopping.ts'
import { runCli } from '#cli/e2e/run-cli.ts'

const mug = 'tide-mug'
type Use = Parameters<typeof inWindowOf>[1]
let shop: OwnShop

before(async () => {
  shop = await startOwnShop(() => undefined)
})
after(() => shop.stop())

const inWindow = (use: Use, options: WindowOptions = {}) => inWindowOf(shop, use, options)

describe('a shopper with an account', { concurrency: 1 }, () => {
  it('signs up, follows the mail, buys with the cart of before, and finds the order', () =>
    inWindow(async (page) => {
      const { reach } = shop.store
      await page.goto(`/products/${mug}`)
      await page.getByRole('button', { name: 'Add to cart' }).click()
      await page.getByRole('dialog').getByText('S$24.00').first().waitFor()
      await page.keyboard.press('Escape')
      await newAccount(page, reach, 'buyer@example.org')
      await page.getByText('No orders yet').waitFor()
      await page.goto('/account/addresses')
      await page.getByRole('button', { name: 'Add an address' }).click()
      await page.getByLabel('Full name').fill(buyer.name)
      await page.getByLabel('Street and number').fill(buyer.line1)
      await page.getByLabel('Postal code').fill(buyer.postalCode)
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText(buyer.line1).first().waitFor()
      await page.goto('/checkout')
      await page.getByLabel('E-mail').and(page.locator('[value="buyer@example.org"]')).waitFor()
      assert.equal(await page.getByLabel('Street and number').inputValue(), buyer.line1)
      await payButton(page).click()
      await orderStanding(page, 'confirmed')
      await page.getByRole('link', { name: 'Your account' }).click()
      await page.getByText(/^Order [A-Z0-9]{5}-/).waitFor()
      await page.getByText('S$').first().waitFor()
    }))

  it('is told what is wrong, and keeps what was typed', () =>
    inWindow(
      async (page) => {
        await page.goto('/account/sign-in')
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.getByText('Please fill this in.').first().waitFor()
        await page.getByLabel('E-mail').fill('nobody@example.org')
        await page.getByLabel('Password').fill('not the password')
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.getByText('The e-mail address or the password is wrong').waitFor()
        assert.equal(await page.getByLabel('E-mail').inputValue(), 'nobody@example.org')
      },
      { losesRequests: true },
    ))

  it('forgets the password, and comes in by a new one', () =>
    inWindow(async (page) => {
      const { reach } = shop.store
      const email = 'forgetful@example.org'
      await newAccount(page, reach, email)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('link', { name: 'Sign in' }).click()
      await page.getByRole('link', { name: 'Forgotten your password?' }).click()
      await page.getByRole('button', { name: 'Send the link' }).waitFor()
      await page.getByLabel('E-mail').fill(email)
      await page.getByRole('button', { name: 'Send the link' }).click()
      await page.getByText('Look into your mail').waitFor()
      await page.goto(await linkIn(reach, email, 'Choose a new password'))
      await page.getByLabel('New password').fill('a new long password')
      await page.getByRole('button', { name: 'Save the password' }).click()
      await page.getByText('Your password is new').waitFor()
      assert.equal(new URL(page.url()).hash, '')
      await page.getByRole('link', { name: 'Sign in' }).last().click()
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password').fill('a new long password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'Hello Ada Tan' }).waitFor()
    }))

  it('without the password of the sign-up is let in, and chooses one by another mail', () =>
    inWindow(async (page) => {
      const { reach } = shop.store
      const email = 'signed-up-by-a-stranger@example.org'
      await signUp(page, reach, email)
      await page.getByRole('button', { name: 'I have no such password' }).click()
      await page.getByText('You are signed in').waitFor()
      await page.goto(await linkIn(reach, email, 'Choose a new password'))
      await page.getByLabel('New password').fill('a password of my own')
      await page.getByRole('button', { name: 'Save the password' }).click()
      await page.getByText('Your password is new').waitFor()
    }))

  it('takes the data along, and is erased', () =>
    inWindow(async (page, { context }) => {
      await newAccount(page, shop.store.reach, 'leaving@example.org')
      await page.goto('/account/data')
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Download (JSON)' }).click()
      assert.equal((await download).suggestedFilename(), 'meridian-account.json')
      await page.getByRole('button', { name: 'Erase my account' }).click()
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Yes, erase it for good' }).click()
      await page.getByRole('link', { name: 'Sign in' }).waitFor()
      const cookies = await context.cookies()
      assert.ok(!cookies.some(({ name }) => name === 'meridian_shopper'))
    }))

  it('leaves no token where a script could read it', () =>
    inWindow(async (page, { context }) => {
      await newAccount(page, shop.store.reach, 'careful@example.org')
      const seen = await page.evaluate<string>(
        'JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, location.href])',
      )
      const session = (await context.cookies()).find(({ name }) => name === 'meridian_shopper')
      assert.deepEqual([session?.httpOnly, session?.sameSite], [true, 'Lax'])
      const [, , secret = 'none'] = session?.value.split('.') ?? []
      assert.ok(!seen.includes(secret) && !seen.includes('meridian_shopper'))
    }))

  for (const { name, go } of accountSights) {
    it(`meets no barrier in either theme, on a phone or on a desk: ${name}`, () =>
      inWindow(
        async (page) => {
          await go(page, shop.store.reach)
          await assertNoBarriers(page, name)
        },
        { width: widths[0] },
      ))
  }

  it('stays signed in when the region is lost', () =>
    inWindow(
      async (page) => {
        const { dir, reach } = shop.store
        await newAccount(page, reach, 'steady@example.org')
        const name = await page.locator('[data-region]').getAttribute('data-region')
        const region = reach.regions.find((each) => each.name === name)
        assert.ok(region)
        const { code } = await runCli('region', 'kill', region.code, '--dir', dir)
        assert.equal(code, 0)
        await page.reload()
        await page.getByRole('heading', { name: 'Hello Ada Tan' }).waitFor()
        await goToCheckout(page, mug)
        await page.getByLabel('E-mail').and(page.locator('[value="steady@example.org"]')).waitFor()
      },
      { losesRequests: true },
    ))
})
