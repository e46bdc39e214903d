import { measureLedger } from '#bench/ledger.ts'
import type { MachineSection } from '#bench/section.ts'

/** What lies below everything else: a commit, on two servers and without a shop. */
export const ledger: MachineSection = {
  name: 'ledger',
  summary: 'commits of the ledger by themselves, here and everywhere',
  on: 'machine',
  // It tells each figure when it has it; here they are all told at the end.
  measure: ({ toy, runs }) => measureLedger({ toy, runs, say: () => undefined }),
}
