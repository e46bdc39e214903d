import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { anyOf, happens, insist, newKey, numberBelow } from '#kernel/service/person.ts'
import type { AtRest, Habit, Scene, Workload } from '#kernel/service/workload.ts'
import type { OrderView } from '#services/orders/contract.ts'
import { paymentIdOf, type Discrepancy } from '#services/payments/contract.ts'
import { done, heldOf, spoken, type Part, type Payment } from '#services/payments/payment-model.ts'
import type { Reconciliation } from '#services/payments/reconciliation.ts'

export const workload: Workload = {
  service: 'payments',
  habits: [givesBackPart(), looksAtBooks()],
  invariants: [
    {
      name: 'an order has at most one charge that holds',
      promise: 'P3',
      always: { kind: 'payment', check: chargedTwice },
    },
    {
      name: 'no more is captured than is held, and no more refunded than was captured',
      promise: 'P5',
      always: { kind: 'payment', check: tooMuch },
    },
    {
      name: 'what the bank has answered is never forgotten or rewritten',
      promise: 'P5',
      always: { kind: 'payment', check: rewritten },
    },
    {
      name: 'the books of the bank are those of the payments, to the cent',
      promise: 'P5',
      atRest: async (platform) => booksDiffer(platform),
    },
    {
      name: 'a charge is let go as an orphan only when its answer is still on its way',
      promise: 'P3',
      atRest: async (platform) => paymentsIn(platform).flatMap((one) => forgotten(one, platform)),
    },
    {
      name: 'at rest no answer of the bank is waited for',
      promise: 'P6',
      atRest: async (platform) => paymentsIn(platform).flatMap(unanswered),
    },
    {
      name: 'the reconciliation finds nothing that lasts',
      promise: 'P5',
      atRest: async (platform) => discrepancies(platform),
    },
  ],
}

function givesBackPart(): Habit {
  return {
    name: 'gives part of the money back',
    weight: 3,
    live: async (scene) => {
      const sold = (await orders(scene)).filter(
        ({ captured, refunded }) => captured.amount > refunded.amount,
      )
      const order = anyOf(scene, sold)
      if (order === undefined) return
      const { captured, refunded } = order
      const left = captured.amount - refunded.amount
      // More than there is, now and then: it must be refused.
      const amount = happens(scene, 0.2) ? left + 1 : 1 + numberBelow(scene, left)
      const body = { amount: { ...captured, amount }, reason: 'not as shown' }
      const headers = { 'idempotency-key': newKey(scene) }
      const path = `/v1/admin/orders/${order.id}/refunds`
      const twice = [1, 2].map(() => insist(scene, () => scene.ask('POST', path, body, headers)))
      const [answer] = await Promise.all(twice)
      if (answer) scene.note('payments.refund', { id: order.id, amount, status: answer.status })
    },
  }
}

function looksAtBooks(): Habit {
  return {
    name: 'compares the books with the bank',
    weight: 1,
    live: async (scene) => {
      await insist(scene, () => scene.ask('GET', '/v1/admin/payments/discrepancies'))
      const order = anyOf(scene, await orders(scene))
      if (order === undefined) return
      const path = `/v1/admin/payments/${paymentIdOf(order.id)}`
      const answer = await insist(scene, () => scene.ask('GET', path))
      if (answer !== null) scene.note('payments.looked', { id: order.id, status: answer.status })
    },
  }
}

async function orders(scene: Scene): Promise<readonly OrderView[]> {
  const status = happens(scene, 0.5) ? 'confirmed' : 'completed'
  const path = `/v1/admin/orders?status=${status}&limit=20`
  const answer = await insist(scene, () => scene.ask('GET', path))
  const { items = [] } = (answer?.body ?? {}) as { items?: readonly OrderView[] }
  return items
}

type PaymentDocument = StoredDocument<Payment>

function chargedTwice({ id, state }: PaymentDocument): string | null {
  const held = Object.values(state.authorizations).filter(({ status }) => status === 'held')
  return held.length > 1
    ? `payment ${id} holds ${held.map(({ reference }) => reference).join(' and ')}`
    : null
}

function tooMuch({ id, state }: PaymentDocument): string | null {
  const held = heldOf(state)?.amount.amount ?? 0
  const asked = spoken(state.captures)
  if (asked > held) return `payment ${id} captures ${asked} of ${held}`
  const captured = done(state.captures)
  const back = spoken(state.refunds)
  return back > captured ? `payment ${id} refunds ${back} of ${captured}` : null
}

function rewritten(now: PaymentDocument, before: PaymentDocument | null): string | null {
  if (before === null) return null
  const { id, state } = now
  const was = before.state
  for (const [reference, { amount, status }] of Object.entries(was.authorizations)) {
    const known = state.authorizations[reference]
    if (known?.amount.amount !== amount.amount) {
      return `payment ${id}: charge ${reference} of ${amount.amount} is now ${known?.amount.amount}`
    }
    if (status === 'voided' && known.status !== 'voided') {
      return `payment ${id}: charge ${reference} was voided and is now ${known.status}`
    }
  }
  for (const what of ['captures', 'refunds'] as const) {
    for (const [name, part] of Object.entries(was[what])) {
      const known = state[what][name]
      const kept =
        known?.amount.amount === part.amount.amount &&
        (part.status === 'asked' || known.status === part.status)
      if (!kept)
        return `payment ${id}: of its ${what}, ${name} was ${shown(part)}, is ${shown(known)}`
    }
  }
  return null
}

const shown = (part: Part | undefined): string =>
  part === undefined ? 'gone' : `${part.amount.amount} ${part.status}`

function paymentsIn(platform: AtRest): readonly PaymentDocument[] {
  return platform.documents('payment') as readonly PaymentDocument[]
}

function booksDiffer(platform: AtRest): readonly string[] {
  const { charges } = platform.outside
  const books = new Map(charges.map((entry) => [entry.reference, entry]))
  const payments = paymentsIn(platform)
  const ours = payments.flatMap(({ id, state }) =>
    Object.values(state.authorizations).flatMap(({ reference, amount, status }) => {
      const entry = books.get(reference)
      books.delete(reference)
      if (entry === undefined) return [`payment ${id}: the bank knows no charge ${reference}`]
      const stands = status === 'held'
      const figures = {
        authorized: [amount.amount, entry.authorized.amount],
        captured: [stands ? done(state.captures) : 0, entry.captured.amount],
        refunded: [stands ? done(state.refunds) : 0, entry.refunded.amount],
      }
      const differ = Object.entries(figures)
        .filter(([, [here, there]]) => here !== there)
        .map(([what, [here, there]]) => `${what} ${here} here and ${there} there`)
      if ((status === 'voided') !== entry.voided) {
        differ.push(`${status} here and ${entry.voided ? 'voided' : 'standing'} there`)
      }
      if (entry.paymentId !== id) differ.push(`of ${entry.paymentId} there`)
      return differ.length > 0 ? [`payment ${id}, charge ${reference}: ${differ.join(', ')}`] : []
    }),
  )
  const orphans = [...books.values()]
    .filter(({ voided }) => !voided)
    .map(
      ({ reference, paymentId, authorized }) =>
        `the bank holds ${authorized.amount} as ${reference} for ${paymentId}, which knows nothing of it`,
    )
  return [...ours, ...orphans]
}

/** Reconciliation tidies up after a payment that forgets what the bank has answered: nobody shall need it to. */
function forgotten({ id }: PaymentDocument, platform: AtRest): readonly string[] {
  const history = platform.history('payment', id)
  const orphans = history.filter(({ type }) => type === 'payments.orphan-found').length
  const heardOf = history.filter(
    ({ type, data }) => type === 'payments.declined' && data['reason'] === 'authorization-voided',
  ).length
  return orphans > heardOf
    ? [`payment ${id} was never told of ${orphans - heardOf} charges, which were let go since`]
    : []
}

function unanswered({ id, state }: PaymentDocument): readonly string[] {
  const voiding = Object.values(state.authorizations)
    .filter(({ status }) => status === 'voiding')
    .map(({ reference }) => `the void of ${reference}`)
  const open = (['captures', 'refunds'] as const).flatMap((what) =>
    Object.entries(state[what])
      .filter(([, { status }]) => status === 'asked')
      .map(([name]) => `${name} of its ${what}`),
  )
  return [...voiding, ...open].map((what) => `payment ${id} still waits for ${what}`)
}

function discrepancies(platform: AtRest): readonly string[] {
  const documents = platform.documents(
    'reconciliation',
  ) as readonly StoredDocument<Reconciliation>[]
  return documents
    .flatMap(({ state }) => Object.values<Discrepancy>(state.open))
    .filter(({ confirmed }) => confirmed)
    .map(
      ({ reference, kind, ours, banks }) =>
        `charge ${reference} is listed as ${kind}: ${ours?.amount} here, ${banks?.amount} there`,
    )
}
