import { happened, stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import { workload } from '#services/identity/workload.ts'

const id = 'acc_sin_1'
const email = 'member-1@example.com'
const account = (name: string) => stored('account', id, { is: 'active', email, name })
const erased = stored('account', id, { is: 'unknown' })
const noted = (topic: string, note: Readonly<Record<string, unknown>>) => ({
  rest: { notes: { [topic]: [note] } },
})
const nothing = { rest: {} }

const told = { 'identity.told': [{ id, number: 2 }] }
const named = (name: string) => ({ rest: { documents: [account(name)], notes: told } })
/** Nobody answered the change before the one that was told of. */
const lateNamed = {
  rest: {
    documents: [account('Name 1')],
    notes: { ...told, 'identity.unheard': [{ id, number: 1 }] },
  },
}

const brought = { 'identity.brought': [{ cartId: 'crt_sin_1', sku: 'MUG', quantity: 2 }] }
const cart = (quantity: number) => ({
  rest: {
    documents: [stored('cart', 'crt_sin_1', { is: 'open', lines: [{ sku: 'MUG', quantity }] })],
    notes: brought,
  },
})

const mail = (to: string) => ({ to, subject: 'Confirm your mail address', text: '', html: '' })
const mailed = (...to: readonly string[]) => ({
  rest: {
    documents: [account('Name 0')],
    events: [
      happened('account', id, { type: 'identity.signed-up', email }),
      happened('account', id, { type: 'identity.signed-in' }),
    ],
    outside: { mails: to.map(mail) },
  },
})

specifyInvariants(workload, {
  'whoever is signed in stays so': {
    right: [nothing],
    wrong: [[noted('identity.forgotten', { who: email }), `${email} was not known any more`]],
  },
  'what was ended lets nobody in': {
    right: [nothing],
    wrong: [
      [
        noted('identity.still-good', { who: `session of ${email}` }),
        `session of ${email} was believed afterwards`,
      ],
    ],
  },
  'what somebody was told of their account is kept': {
    right: [named('Name 2'), named('Name 3'), lateNamed],
    wrong: [
      [named('Name 1'), `account ${id} was named "Name 2" and is named "Name 1"`],
      [
        { rest: { documents: [erased], notes: told } },
        `account ${id} was named "Name 2" and is named "none"`,
      ],
      [{ rest: { notes: told } }, `account ${id} was named "Name 2" and is named "none"`],
    ],
  },
  'an erased account is gone': {
    right: [{ rest: { documents: [erased], notes: { 'identity.erased': [{ id }] } } }],
    wrong: [
      [
        { rest: { documents: [account('Name 0')], notes: { 'identity.erased': [{ id }] } } },
        `account ${id} was erased and is active`,
      ],
    ],
  },
  'what a guest had in the cart is in the cart of the account': {
    right: [cart(2), cart(3)],
    wrong: [
      [cart(1), '2 of MUG were brought to cart crt_sin_1: 1'],
      [{ rest: { notes: brought } }, '2 of MUG were brought to cart crt_sin_1: 0'],
    ],
  },
  'every mail about an account is sent once': {
    right: [mailed(email), mailed(email, 'ada@example.org')],
    wrong: [
      [mailed(), `0 mails came to ${email} about its account, of 1`],
      [mailed(email, email), `2 mails came to ${email} about its account, of 1`],
      [
        mailed(email, 'member-2@example.com'),
        '1 mails came to member-2@example.com about its account, of 0',
      ],
    ],
  },
})
