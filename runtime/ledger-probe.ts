import type { Ledger } from '#kernel/ports/ledger.ts'

const everyMs = 250
/** A database that takes longer is as good as gone. */
const lateMs = 2_000

export interface LedgerProbe {
  /** Whether the ledger answers, as far as is known; costs nothing to ask. */
  answers(): boolean
  stop(): void
}

/**
 * Asks the ledger again and again in the background, so that whoever wants to know how this region is
 * (its peer, the edge) gets an answer at once, however busy the database is.
 */
export function probeLedger(ledger: Pick<Ledger, 'mark'>): LedgerProbe {
  let askedAt: number | null = null
  let well = true
  const ask = () => {
    if (askedAt !== null) return
    askedAt = performance.now()
    void ledger
      .mark('health')
      .then(
        () => true,
        () => false,
      )
      .then((answered) => {
        well = answered
        askedAt = null
      })
  }
  ask()
  const timer = setInterval(ask, everyMs)
  return {
    answers: () => well && (askedAt === null || performance.now() - askedAt < lateMs),
    stop: () => clearInterval(timer),
  }
}
