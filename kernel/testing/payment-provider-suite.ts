// What every payment provider must do. Run by each adapter's test with a fresh provider.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isFault } from '#kernel/core/fault.ts'
import { money } from '#kernel/core/money.ts'
import type { BookEntry, PaymentProvider, ProviderAnswer } from '#kernel/ports/payment-provider.ts'

export function paymentProviderSuite(
  name: string,
  open: () => Promise<{ provider: PaymentProvider; close(): Promise<void> }>,
): void {
  describe(`payment provider: ${name}`, () => {
    let provider: PaymentProvider
    let opened: Awaited<ReturnType<typeof open>>
    let keys = 0
    const nextKey = () => `suite-${(keys += 1)}`
    const twenty = money(2_000, 'SGD')

    before(async () => {
      opened = await open()
      provider = opened.provider
    })
    after(() => opened.close())

    const authorize = (paymentId: string, token = 'tok_visa', key = nextKey()) =>
      provider.authorize(key, { paymentId, amount: twenty, token })

    async function authorized(paymentId: string): Promise<string> {
      return referenceOf(await authorize(paymentId))
    }

    async function bookOf(reference: string): Promise<BookEntry | undefined> {
      return (await allBooks(provider)).find((entry) => entry.reference === reference)
    }

    it('approves a good card and writes it into the books', async () => {
      const reference = await authorized('pay_good')
      assert.deepEqual(withoutTime(await bookOf(reference)), {
        reference,
        paymentId: 'pay_good',
        authorized: twenty,
        captured: money(0, 'SGD'),
        refunded: money(0, 'SGD'),
        voided: false,
      })
    })

    it('refuses with a reason, which is an answer and not a fault', async () => {
      for (const [token, reason] of [
        ['tok_declined', 'card_declined'],
        ['tok_insufficient_funds', 'insufficient_funds'],
        ['tok_of_nobody', 'unknown_token'],
      ]) {
        assert.deepEqual(await authorize('pay_refused', token), { approved: false, reason })
      }
      const books = await allBooks(provider)
      assert.equal(books.filter(({ paymentId }) => paymentId === 'pay_refused').length, 0)
    })

    it('has one effect per key, and the same answer ever after', async () => {
      const key = nextKey()
      const answers = await Promise.all([1, 2, 3].map(() => authorize('pay_once', 'tok_visa', key)))
      answers.push(await authorize('pay_once', 'tok_visa', key))
      assert.equal(new Set(answers.map(referenceOf)).size, 1)
      const books = await allBooks(provider)
      assert.equal(books.filter(({ paymentId }) => paymentId === 'pay_once').length, 1)
    })

    it('repeats a refusal under the same key', async () => {
      const key = nextKey()
      const first = await authorize('pay_no', 'tok_declined', key)
      assert.deepEqual(await authorize('pay_no', 'tok_declined', key), first)
    })

    it('does not take a key for another request', async () => {
      const key = nextKey()
      await authorize('pay_key', 'tok_visa', key)
      await assert.rejects(authorize('pay_other', 'tok_visa', key), (error) =>
        isFault(error, 'bad-data'),
      )
    })

    it('charges once though the first answer to tok_timeout comes too late', async () => {
      const key = nextKey()
      await assert.rejects(authorize('pay_late', 'tok_timeout', key), (error) =>
        isFault(error, 'timeout'),
      )
      const reference = referenceOf(await authorize('pay_late', 'tok_timeout', key))
      const books = await allBooks(provider)
      const charges = books.filter(({ paymentId }) => paymentId === 'pay_late')
      assert.deepEqual(
        charges.map((entry) => entry.reference),
        [reference],
      )
    })

    it('approves tok_unavailable at the third attempt', async () => {
      const key = nextKey()
      for (const _ of [1, 2]) {
        await assert.rejects(authorize('pay_flaky', 'tok_unavailable', key), (error) =>
          isFault(error, 'unavailable'),
        )
      }
      assert.equal((await authorize('pay_flaky', 'tok_unavailable', key)).approved, true)
    })

    it('captures in parts, never more than was authorized', async () => {
      const reference = await authorized('pay_parts')
      const capture = (amount: number) =>
        provider.capture(nextKey(), { reference, amount: money(amount, 'SGD') })
      assert.equal((await capture(1_500)).approved, true)
      assert.deepEqual(await capture(501), { approved: false, reason: 'exceeds_authorized' })
      assert.equal((await capture(500)).approved, true)
      assert.deepEqual((await bookOf(reference))?.captured, twenty)
    })

    it('captures once per key', async () => {
      const reference = await authorized('pay_capture_once')
      const key = nextKey()
      const request = { reference, amount: money(1_000, 'SGD') }
      await Promise.all([provider.capture(key, request), provider.capture(key, request)])
      assert.deepEqual((await bookOf(reference))?.captured, money(1_000, 'SGD'))
    })

    it('refunds in parts, never more than was captured', async () => {
      const reference = await authorized('pay_back')
      await provider.capture(nextKey(), { reference, amount: money(1_000, 'SGD') })
      const refund = (amount: number) =>
        provider.refund(nextKey(), { reference, amount: money(amount, 'SGD') })
      assert.equal((await refund(400)).approved, true)
      assert.deepEqual(await refund(601), { approved: false, reason: 'exceeds_captured' })
      assert.equal((await refund(600)).approved, true)
      assert.deepEqual((await bookOf(reference))?.refunded, money(1_000, 'SGD'))
    })

    it('voids what was not captured, and then captures nothing', async () => {
      const reference = await authorized('pay_void')
      assert.equal((await provider.void(nextKey(), { reference })).approved, true)
      assert.equal((await bookOf(reference))?.voided, true)
      assert.deepEqual(await provider.capture(nextKey(), { reference, amount: twenty }), {
        approved: false,
        reason: 'authorization_voided',
      })
    })

    it('does not void what was captured', async () => {
      const reference = await authorized('pay_captured')
      await provider.capture(nextKey(), { reference, amount: twenty })
      assert.deepEqual(await provider.void(nextKey(), { reference }), {
        approved: false,
        reason: 'already_captured',
      })
    })

    it('refuses another currency, and a charge it does not know', async () => {
      const reference = await authorized('pay_currency')
      const amount = money(2_000, 'AUD')
      assert.deepEqual(await provider.capture(nextKey(), { reference, amount }), {
        approved: false,
        reason: 'wrong_currency',
      })
      assert.deepEqual(await provider.void(nextKey(), { reference: 'ch_unknown' }), {
        approved: false,
        reason: 'unknown_reference',
      })
    })

    it('hands out its books page by page, every charge once', async () => {
      const references = (await allBooks(provider, 3)).map(({ reference }) => reference)
      assert.ok(references.length > 3)
      assert.equal(new Set(references).size, references.length)
    })

    it('knows its own cursors only', async () => {
      await assert.rejects(provider.books({ cursor: 'elsewhere', limit: 10 }), (error) =>
        isFault(error, 'bad-cursor'),
      )
    })
  })
}

async function allBooks(provider: PaymentProvider, limit = 100): Promise<BookEntry[]> {
  const entries: BookEntry[] = []
  let cursor: string | null = null
  do {
    const page = await provider.books({ limit, ...(cursor === null ? {} : { cursor }) })
    entries.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return entries
}

function referenceOf(answer: ProviderAnswer): string {
  assert.ok(answer.approved)
  return answer.reference
}

/** A provider may add when it happened. */
function withoutTime(entry: BookEntry | undefined): BookEntry | undefined {
  if (entry === undefined) return undefined
  const { reference, paymentId, authorized, captured, refunded, voided } = entry
  return { reference, paymentId, authorized, captured, refunded, voided }
}
