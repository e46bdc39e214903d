import type { Losses, LossReport } from '#kernel/ports/losses.ts'

/** Reports of losses on a disk that nothing happens to. */
export class KeptLosses implements Losses {
  readonly #reports = new Map<number, LossReport>()

  async read(): Promise<readonly LossReport[]> {
    return [...this.#reports.values()]
  }

  async keep(report: LossReport): Promise<void> {
    this.#reports.set(report.epoch, report)
  }
}
