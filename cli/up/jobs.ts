// Long work that operators start from a browser: one at a time, remembered while the store runs.

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { saysOf } from '#kernel/core/fault.ts'
import { asOperator } from '#cli/operator.ts'
import { loadCatalogFile, type ImportReport } from '#cli/load-catalog-file.ts'
import { drills } from '#cli/drills/drills.ts'
import { runDrill, type DrillReport } from '#cli/drills/run-drill.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { CatalogFile, Job, Said } from '#kernel/ports/operations.ts'

const keptMax = 20

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }
type Say = (what: string) => void
type Report = DrillReport | ImportReport

export class Jobs {
  readonly #store: () => StoreFile
  readonly #jobs: Writable<Job>[] = []

  constructor(store: () => StoreFile) {
    this.#store = store
  }

  /** Newest first, without their reports. */
  list(): readonly Job[] {
    return this.#jobs.map((job) => ({ ...job, report: null }))
  }

  find(id: string): Job | null {
    return this.#jobs.find((job) => job.id === id) ?? null
  }

  startDrill(name: string): Job | Said {
    const drill = drills.find((each) => each.name === name)
    if (drill === undefined) return { says: `There is no drill ${name}.` }
    return this.start('drill', name, (say) =>
      runDrill(drill, this.#store(), (line) => say(said(line))),
    )
  }

  /** Through the region that serves the primary home, as the command line does. */
  startImport({ name, content, currency }: CatalogFile): Job | Said {
    return this.start('import', basename(name), async (say) => {
      const folder = await mkdtemp(join(tmpdir(), 'meridian-import-'))
      try {
        const file = join(folder, basename(name))
        await writeFile(file, Buffer.from(content, 'base64'))
        const store = this.#store()
        const to = { url: store.regions[0]?.url ?? store.edge, headers: asOperator(store) }
        const progress = (products: number) => say(`${products} products`)
        return await loadCatalogFile(file, to, { currency, say: progress })
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    })
  }

  /** @param work may answer with a report */
  start(kind: Job['kind'], name: string, work: (say: Say) => Promise<Report | void>): Job | Said {
    const running = this.#jobs.find(({ endedAt }) => endedAt === null)
    if (running !== undefined)
      return { says: `The ${running.kind} ${running.name} still goes on; one at a time.` }
    const startedMs = performance.now()
    const lines: { atMs: number; what: string }[] = []
    const job: Writable<Job> = {
      id: randomBytes(6).toString('hex'),
      kind,
      name,
      startedAt: new Date().toISOString(),
      endedAt: null,
      lines,
      passed: null,
      error: null,
      report: null,
    }
    this.#jobs.unshift(job)
    this.#jobs.splice(keptMax)
    const say: Say = (what) => {
      lines.push({ atMs: Math.round(performance.now() - startedMs), what })
    }
    void this.#carryOut(job, () => work(say))
    return job
  }

  async #carryOut(job: Writable<Job>, work: () => Promise<Report | void>): Promise<void> {
    try {
      const report = await work()
      if (report === undefined) return
      job.report = { ...report }
      job.passed = 'passed' in report ? report.passed : null
    } catch (error) {
      job.error = saysOf(error)
    } finally {
      job.endedAt = new Date().toISOString()
    }
  }
}

/** A line for a terminal begins with its own time. */
const said = (line: string): string => line.replace(/^\s*[\d.]+ s\s+/, '').trim()
