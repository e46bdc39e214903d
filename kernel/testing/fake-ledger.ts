import { Fault } from '#kernel/core/fault.ts'
import type { Commit, Delivery, Ledger, StoredDocument, StoredEvent } from '#kernel/ports/ledger.ts'

/** The part of a ledger that commands and deliveries need, with everything that was asked of it. */
export class FakeLedger implements Pick<
  Ledger,
  'read' | 'commit' | 'finish' | 'take' | 'postpone' | 'releaseLeases' | 'follow' | 'feedEnd'
> {
  readonly commits: Commit[] = []
  readonly events: StoredEvent[] = []
  readonly finished: string[] = []
  readonly postponed: { readonly id: string; readonly outcome: object }[] = []
  /** Deliveries that somebody else left behind. */
  left: Delivery[] = []
  /** Deliveries that nobody can take before their leases are given up. */
  readonly leased: Delivery[] = []
  readonly deliveries = new Map<string, Delivery>()
  readonly marks = new Set<string>()
  reads = 0
  taken = 0
  /** Thrown by the next commits, first in, first out; null lets one pass. */
  readonly faults: (Error | null)[] = []
  /** Runs before each commit; a test can make it wait. */
  beforeCommit: (commit: Commit) => Promise<void> = async () => undefined
  /** Runs before each finish and postpone; a test can make it fail. */
  beforeChange: () => Promise<void> = async () => undefined
  readonly #documents = new Map<string, StoredDocument>()

  /** As another process would: the next commit on an older version conflicts. */
  write(kind: string, id: string, state: unknown): void {
    const version = (this.#documents.get(`${kind}/${id}`)?.version ?? 0) + 1
    this.#documents.set(`${kind}/${id}`, { kind, id, version, state, changedAt: '' })
  }

  stateOf(kind: string, id: string): unknown {
    return this.#documents.get(`${kind}/${id}`)?.state
  }

  async read(kind: string, id: string): Promise<StoredDocument | null> {
    this.reads += 1
    return this.#documents.get(`${kind}/${id}`) ?? null
  }

  async commit(commit: Commit): Promise<void> {
    await this.beforeCommit(commit)
    const fault = this.faults.shift()
    if (fault) throw fault
    const { kind, id, expectedVersion, state, consumes, at } = commit
    const consumed = [
      ...consumes.deliveries.filter((delivery) => !this.deliveries.has(delivery)),
      ...consumes.marks.map((mark) => mark.id).filter((mark) => this.marks.has(mark)),
    ]
    if (consumed.length > 0) throw new Fault('already-consumed', undefined, { consumed })
    const version = this.#documents.get(`${kind}/${id}`)?.version ?? 0
    if (version !== expectedVersion) throw new Fault('version-conflict')
    this.commits.push(commit)
    this.events.push(...commit.events)
    this.#documents.set(`${kind}/${id}`, { kind, id, version: version + 1, state, changedAt: at })
    for (const delivery of consumes.deliveries) this.deliveries.delete(delivery)
    for (const mark of consumes.marks) this.marks.add(mark.id)
    for (const delivery of commit.deliveries) this.deliveries.set(delivery.id, delivery)
  }

  async finish(ids: readonly string[]): Promise<void> {
    await this.beforeChange()
    for (const id of ids) this.deliveries.delete(id)
    this.finished.push(...ids)
  }

  async postpone(id: string, outcome: object): Promise<void> {
    await this.beforeChange()
    this.postponed.push({ id, outcome })
  }

  async take(limit: number): Promise<readonly Delivery[]> {
    this.taken += 1
    const taken = this.left.splice(0, limit)
    for (const delivery of taken) this.deliveries.set(delivery.id, delivery)
    return taken
  }

  async releaseLeases(): Promise<void> {
    this.left.push(...this.leased.splice(0))
  }

  async follow(cursor: string | null, limit: number, types?: readonly string[]) {
    const from = Number(cursor ?? 0)
    const found = this.events.slice(from, from + limit)
    return {
      events: found.filter(({ type }) => types?.includes(type) ?? true),
      cursor: String(from + found.length),
      more: found.length === limit,
    }
  }

  async feedEnd(): Promise<string> {
    return String(this.events.length)
  }
}
