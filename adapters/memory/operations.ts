// A platform of made-up regions: it shows what it was given, and remembers what was done to it.

import { Fault } from '#kernel/core/fault.ts'
import type { StoredEvent, DeadLetter } from '#kernel/ports/ledger.ts'
import type {
  AnsweredRequest,
  CatalogFile,
  FromRegions,
  Job,
  MinuteOfRequests,
  Operations,
  PartOfTrace,
  RegionReport,
  RegionSight,
  Said,
  TracedSpan,
} from '#kernel/ports/operations.ts'

const startOfTime = '1970-01-01T00:00:00.000Z'

export class MemoryOperations implements Operations {
  readonly done: string[] = []
  readonly letters: DeadLetter[] = []
  readonly events: StoredEvent[] = []
  readonly minutes: MinuteOfRequests[] = []
  readonly requests: (AnsweredRequest & { readonly region: string })[] = []
  readonly traces: (PartOfTrace & { readonly region: string })[] = []
  readonly spans: (TracedSpan & { readonly region: string })[] = []
  readonly rehearsals: { readonly name: string; readonly summary: string }[] = []
  readonly jobList: Job[] = []
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
    this.sights = this.sights.map(({ report, ...sight }) => {
      if (report === null) return { ...sight, report }
      const kept = report.serves.filter((each) => each !== home)
      return {
        ...sight,
        report: { ...report, serves: sight.code === from ? kept : [...kept, home] },
      }
    })
    return 'done'
  }

  /** From now on it does not answer. */
  lose(region: string): void {
    this.sights = this.sights.map((sight) =>
      sight.code === region ? { ...sight, report: null } : sight,
    )
  }

  async deadLetters(region: string, page: { cursor?: string; limit: number }) {
    this.#insist(region)
    const start = page.cursor === undefined ? 0 : Number(page.cursor)
    if (!Number.isSafeInteger(start) || start < 0) throw new Fault('bad-cursor')
    const letters = this.letters.filter(({ home }) => home === region)
    const end = start + page.limit
    return {
      items: letters.slice(start, end),
      next: end < letters.length ? String(end) : null,
    }
  }

  async redrive(region: string, id: string): Promise<boolean> {
    this.#insist(region)
    return this.#take(`redrive ${id} in ${region}`, id)
  }

  async discard(region: string, id: string, reason: string): Promise<boolean> {
    this.#insist(region)
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
    return this.#heard(this.requests).items
  }

  async recentTraces(): Promise<FromRegions<PartOfTrace>> {
    return this.#heard(this.traces)
  }

  async trace(traceId: string): Promise<FromRegions<TracedSpan>> {
    return this.#heard(this.spans.filter((span) => span.traceId === traceId))
  }

  async drills() {
    return this.rehearsals
  }

  async jobs(): Promise<readonly Job[]> {
    return this.jobList
  }

  async job(id: string): Promise<Job | null> {
    return this.jobList.find((job) => job.id === id) ?? null
  }

  async startDrill(name: string): Promise<Job | Said> {
    return this.#start('drill', name)
  }

  async startRejoin(region: string): Promise<Job | Said> {
    return this.#start('rejoin', region)
  }

  async startImport({ name }: CatalogFile): Promise<Job | Said> {
    return this.#start('import', name)
  }

  /** @throws Fault `unavailable` when the region does not answer */
  #insist(region: string): void {
    if (this.sights.some(({ code, report }) => code === region && report !== null)) return
    throw new Fault('unavailable', `${region} does not answer`)
  }

  #heard<Item>(items: FromRegions<Item>['items']): FromRegions<Item> {
    const silent = this.sights.filter(({ report }) => report === null).map(({ code }) => code)
    return { items: items.filter(({ region }) => !silent.includes(region)), silent }
  }

  /** It is over at once. */
  #start(kind: Job['kind'], name: string): Job {
    const job: Job = {
      id: `job-${this.jobList.length + 1}`,
      kind,
      name,
      startedAt: startOfTime,
      endedAt: startOfTime,
      lines: [],
      passed: null,
      error: null,
      report: null,
    }
    this.jobList.unshift(job)
    return job
  }

  #take(what: string, wanted: string): boolean {
    const at = this.letters.findIndex(({ id }) => id === wanted)
    if (at < 0) return false
    this.letters.splice(at, 1)
    this.done.push(what)
    return true
  }
}
