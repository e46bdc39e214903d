// A platform of made-up regions: it shows what it was given, and remembers what was done to it.

import type { StoredEvent, DeadLetter } from '#kernel/ports/ledger.ts'
import type {
  AnsweredRequest,
  Job,
  MinuteOfRequests,
  Operations,
  RegionReport,
  RegionSight,
  Said,
} from '#kernel/ports/operations.ts'

export class MemoryOperations implements Operations {
  readonly done: string[] = []
  readonly letters: DeadLetter[] = []
  readonly events: StoredEvent[] = []
  readonly minutes: MinuteOfRequests[] = []
  readonly requests: (AnsweredRequest & { readonly region: string })[] = []
  sights: RegionSight[]

  constructor(reports: readonly RegionReport[] = []) {
    this.sights = reports.map((report) => ({ code: report.region, name: report.name, report }))
  }

  async regions() {
    return this.sights
  }

  async handOver(from: string, home: string): Promise<'done' | Said> {
    const serves = this.sights.find(({ code }) => code === from)?.report?.serves ?? []
    if (!serves.includes(home)) return { says: `${from} does not serve ${home}` }
    this.done.push(`${from} hands ${home} over`)
    return 'done'
  }

  async deadLetters(_region: string, { limit }: { limit: number }) {
    return { items: this.letters.slice(0, limit), next: null }
  }

  async redrive(region: string, id: string): Promise<boolean> {
    return this.#take(`redrive ${id} in ${region}`, id)
  }

  async discard(region: string, id: string, reason: string): Promise<boolean> {
    return this.#take(`discard ${id} in ${region}: ${reason}`, id)
  }

  async recentEvents() {
    return this.events.toReversed()
  }

  async history(documentId: string) {
    return this.events.filter((event) => event.documentId === documentId)
  }

  async requestMinutes() {
    return this.minutes
  }

  async recentRequests() {
    return this.requests
  }

  async drills() {
    return []
  }

  async jobs(): Promise<readonly Job[]> {
    return []
  }

  async job(): Promise<Job | null> {
    return null
  }

  async startDrill(): Promise<Job | Said> {
    return { says: 'nobody rehearses here' }
  }

  async startRejoin(): Promise<Job | Said> {
    return { says: 'nobody runs the processes' }
  }

  async startImport(): Promise<Job | Said> {
    return { says: 'nobody reads files here' }
  }

  #take(what: string, wanted: string): boolean {
    const at = this.letters.findIndex(({ id }) => id === wanted)
    if (at < 0) return false
    this.letters.splice(at, 1)
    this.done.push(what)
    return true
  }
}
