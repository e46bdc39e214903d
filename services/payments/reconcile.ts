import { homeOf, type Home } from '#kernel/core/id.ts'
import { minutes } from '#kernel/core/instant.ts'
import type { Unstamped } from '#kernel/core/decider.ts'
import type { BookEntry } from '#kernel/ports/payment-provider.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Job } from '#kernel/service/define-service.ts'
import type { VoidOrphan } from '#services/payments/contract.ts'
import { differenceOf } from '#services/payments/difference.ts'
import { payment } from '#services/payments/payment.ts'
import { reconciliation, reconciliationIdOf } from '#services/payments/reconciliation.ts'

const pageMax = 200
const pagesPerRun = 25

type Sends = Awaited<ReturnType<Job['run']>>

/** Compares the bank's books with the payments of each home, some pages a minute, over and over. */
export const reconcile: Job = {
  name: 'reconcile-with-bank',
  everyMs: minutes(1),
  run: async (context) =>
    (await Promise.all(context.homes.map((home) => compare(home, context)))).flat(),
}

async function compare(home: Home, context: Context): Promise<Sends> {
  const id = reconciliationIdOf(home)
  const { round, cursor, open } =
    (await context.read(reconciliation, id))?.state ?? reconciliation.decider.initial
  const { lines, next } = await readBooks(cursor, context)
  const entries = lines.filter(({ paymentId }) => homeOf(paymentId) === home)
  const found = await context.readMany(
    payment,
    entries.map(({ paymentId }) => paymentId),
  )
  const payments = new Map(found.map((document) => [document.id, document.state]))
  const differences = entries.flatMap(
    (entry) => differenceOf(entry, payments.get(entry.paymentId)) ?? [],
  )
  const compared = entries.map(({ reference }) => reference)
  const command = { type: 'record-page', round, cursor, next, compared, differences }
  // What was taken is given back by people; what is only held can be let go.
  const orphans = entries.filter(
    ({ reference, captured }) =>
      captured.amount === 0 &&
      open[reference]?.kind === 'unknown-charge' &&
      open[reference].confirmed &&
      differences.some((difference) => difference.reference === reference),
  )
  return [
    { kind: 'reconciliation', id, command, key: `${home}:${round}:${cursor ?? ''}` },
    ...orphans.map(({ paymentId, reference, authorized }) => {
      const letGo: Unstamped<VoidOrphan> = { type: 'void-orphan', reference, amount: authorized }
      return { kind: 'payment', id: paymentId, command: letGo, key: `orphan:${reference}` }
    }),
  ]
}

async function readBooks(
  from: string | null,
  { ports }: Context,
): Promise<{ readonly lines: readonly BookEntry[]; readonly next: string | null }> {
  const lines: BookEntry[] = []
  let cursor = from
  for (let pages = 0; pages < pagesPerRun; pages += 1) {
    const at = cursor === null ? {} : { cursor }
    const page = await ports.payments.books({ limit: pageMax, ...at })
    lines.push(...page.items)
    cursor = page.next
    if (cursor === null) break
  }
  return { lines, next: cursor }
}
