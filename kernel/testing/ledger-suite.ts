// What a ledger promises, written once. An adapter's test opens its store and runs this; a promise
// that is not tested here is not one.

import { suite } from 'node:test'
import type { Home } from '#kernel/core/id.ts'
import type { Ledger } from '#kernel/ports/ledger.ts'
import { commitTests } from '#kernel/testing/ledger-suite/commits.ts'
import { consumingTests } from '#kernel/testing/ledger-suite/consuming.ts'
import { deadLetterTests } from '#kernel/testing/ledger-suite/dead-letters.ts'
import { deliveryTests } from '#kernel/testing/ledger-suite/deliveries.ts'
import { feedTests } from '#kernel/testing/ledger-suite/feed.ts'
import { listTests } from '#kernel/testing/ledger-suite/lists.ts'
import { servingTests } from '#kernel/testing/ledger-suite/serving.ts'

export interface LedgerUnderTest {
  readonly ledger: Ledger
  /** The present by the clock of the store, in milliseconds since 1970. */
  now(): number
  /** From now on the region serves these homes and no others. */
  serve(homes: readonly Home[], epoch?: number): Promise<void>
  /** A second handle on the same store, as another process of the region would have. */
  otherProcess(): Promise<Ledger>
  /** Lets time pass for leases and due dates. A lease ends within ten minutes, not within ten seconds. */
  advance(ms: number): Promise<void>
  /** Closes every handle. */
  close(): Promise<void>
}

/** @param open gives an empty ledger; called once per test */
export function ledgerSuite(name: string, open: () => Promise<LedgerUnderTest>): void {
  suite(name, () => {
    commitTests(open)
    consumingTests(open)
    listTests(open)
    deliveryTests(open)
    deadLetterTests(open)
    feedTests(open)
    servingTests(open)
  })
}
