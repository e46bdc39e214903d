// What a rehearsal may do to the store it runs on, and what it writes down while doing it.

import { untilServing } from '#cli/commands/region.ts'
import { allLosses, isOpen, regionReports } from '#cli/loss/open-losses.ts'
import { markReconciled } from '#cli/loss/reconcile.ts'
import { askRegion } from '#cli/region-client.ts'
import { control, type StoreFile } from '#cli/running-store.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

const changeMs = 120_000
const standingMs = 30_000

export interface Moment {
  /** Milliseconds since the shoppers began. */
  readonly atMs: number
  readonly what: string
}

export class Stage {
  readonly store: StoreFile
  readonly moments: Moment[] = []
  /** What the rehearsal found out and its aftermath needs. */
  readonly facts: Record<string, string> = {}
  /** Purchases that have ended, one way or another. */
  receipts = 0
  readonly #startedAt = performance.now()
  readonly #say: (line: string) => void

  constructor(store: StoreFile, say: (line: string) => void) {
    this.store = store
    this.#say = say
  }

  note(what: string): void {
    const atMs = Math.round(performance.now() - this.#startedAt)
    this.moments.push({ atMs, what })
    this.#say(`  ${(atMs / 1000).toFixed(1).padStart(6)} s  ${what}`)
  }

  pass(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms))
  }

  async fault(action: string, code = '', body: unknown = {}): Promise<void> {
    await control(this.store, 'POST', `/${action}/${code}`, body)
    this.note(code === '' ? action : `${action} ${code}`)
  }

  report(code: string): Promise<RegionReport> {
    return askRegion<RegionReport>(this.store, code, 'report', {}, 3_000)
  }

  /** Waits until a region has this standing; returns how long it took, in milliseconds. */
  async until(code: string, standing: RegionReport['standing']): Promise<number> {
    const start = performance.now()
    for (;;) {
      const report = await this.report(code).catch(() => null)
      if (report?.standing === standing) break
      if (performance.now() - start > standingMs) {
        throw new Error(
          `${code} was not ${standing} within ${standingMs} ms, but ${report?.standing ?? 'silent'}`,
        )
      }
      await this.pass(50)
    }
    this.note(`${code} is ${standing}`)
    return performance.now() - start
  }

  /** Waits until one region goes on alone, and names it. */
  async survivor(): Promise<string> {
    const codes = this.store.regions.map(({ code }) => code)
    return Promise.any(codes.map(async (code) => (await this.until(code, 'solo'), code)))
  }

  async untilReceipts(count: number): Promise<void> {
    while (this.receipts < count) await this.pass(20)
  }

  async handOver(from: string, home: string): Promise<void> {
    await askRegion(this.store, from, 'hand-over', { home }, changeMs)
    this.note(`${from} handed ${home} over`)
  }

  /** Starts what is missing of a region and waits until it serves its home again. */
  async rejoin(code: string): Promise<void> {
    await control(this.store, 'POST', `/revive/${code}`)
    await untilServing(this.store, code)
    this.note(`${code} is back and serves what it served before`)
  }

  /** What lost regions took with them is the rehearsal's own: the next one starts with all stock. */
  async reconcile(): Promise<void> {
    for (const { lostRegion } of allLosses(await regionReports(this.store)).filter(isOpen)) {
      await markReconciled(this.store, lostRegion)
      this.note(`what ${lostRegion} took with it is reconciled`)
    }
  }

  /** Whether both regions hold the same rows; waits for what is on its way. */
  async equal(): Promise<boolean> {
    const [first, second] = this.store.regions
    if (first === undefined || second === undefined) return true
    for (let attempt = 0; ; attempt += 1) {
      const digests = await Promise.all(
        [first, second].map(({ code }) =>
          askRegion<unknown>(this.store, code, 'digest', {}, changeMs),
        ),
      )
      if (JSON.stringify(digests[0]) === JSON.stringify(digests[1])) return true
      if (attempt === 20) {
        this.note(`the regions differ: ${JSON.stringify(digests)}`)
        return false
      }
      await this.pass(500)
    }
  }
}
