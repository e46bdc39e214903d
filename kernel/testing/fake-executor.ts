import type { Executed, Executor, Instruction } from '#kernel/commands/executor.ts'
import { isRefusal, type Command } from '#kernel/core/decider.ts'
import { Fault } from '#kernel/core/fault.ts'
import { instantOf } from '#kernel/core/instant.ts'
import type { Ledger, Mark, StoredDocument } from '#kernel/ports/ledger.ts'

/**
 * Documents and marks in memory, decided one at a time: enough to test what stands in front of an
 * executor.
 */
export class FakeExecutor implements Executor {
  readonly executed: Instruction[] = []
  /** Thrown by the next executions, first in, first out. */
  readonly faults: Error[] = []
  /** Runs before each execution; a test can make it wait. */
  before: () => Promise<void> = async () => undefined
  readonly #documents = new Map<string, StoredDocument>()
  readonly #marks = new Map<string, Mark>()
  #watchers: (() => void)[] = []

  get ledger(): Pick<Ledger, 'read' | 'mark'> {
    return {
      read: async (kind, id) => this.#documents.get(`${kind}/${id}`) ?? null,
      mark: async (id) => this.#marks.get(id) ?? null,
    }
  }

  leaveMark(mark: Mark): void {
    this.#marks.set(mark.id, mark)
  }

  async execute(instruction: Instruction): Promise<Executed> {
    await this.before()
    this.executed.push(instruction)
    const fault = this.faults.shift()
    if (fault) throw fault
    const { aggregate, id, command, marks = [], ifVersion } = instruction
    const consumed = marks.filter((mark) => this.#marks.has(mark.id)).map((mark) => mark.id)
    if (consumed.length > 0) throw new Fault('already-consumed', undefined, { consumed })
    const key = `${aggregate.kind}/${id}`
    const { decider } = aggregate
    const now = this.#documents.get(key)
    const version = now?.version ?? 0
    const state = now?.state ?? decider.initial
    if (ifVersion !== undefined && ifVersion !== version) throw new Fault('version-conflict')
    const events = decider.decide(state, { ...command, at: instantOf(0) } as Command)
    if (isRefusal(events)) return { outcome: 'refused', refusal: events }
    const document: StoredDocument = {
      kind: aggregate.kind,
      id,
      version: version + 1,
      state: events.reduce<unknown>((before, event) => decider.evolve(before, event), state),
      changedAt: instantOf(0),
    }
    this.#documents.set(key, document)
    for (const mark of marks) this.leaveMark(mark)
    for (const tell of this.#watchers.splice(0)) tell()
    return { outcome: 'decided', document, changed: events.length > 0 }
  }

  async *watch(kind: string, id: string, signal: AbortSignal): AsyncIterable<StoredDocument> {
    let shown = 0
    while (!signal.aborted) {
      const document = this.#documents.get(`${kind}/${id}`)
      if (document && document.version > shown) {
        shown = document.version
        yield document
        continue
      }
      await new Promise<void>((resolve) => {
        this.#watchers.push(resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    }
  }
}
