import type { AuditReport, Finding } from '#cli/drills/audit.ts'
import type { Receipt } from '#cli/shop/receipt.ts'
import type { Stage } from '#cli/drills/stage.ts'

/** A rehearsed bad day. */
export interface Drill {
  readonly name: string
  /** What happens, in one line. */
  readonly summary: string
  /** Shoppers at once, spread over both regions. */
  readonly shoppers: number
  /** Units of the scarce product that everybody also tries to buy. */
  readonly scarceUnits: number
  /** The rehearsal, while shoppers buy. Returns once the store is whole again. */
  rehearse(stage: Stage): Promise<void>
  /** What this drill promises beyond the audit. */
  readonly alsoExpects?: (
    report: AuditReport,
    receipts: readonly Receipt[],
    stage: Stage,
  ) => readonly Finding[]
}

/** A finding unless it holds. */
export function expected(holds: boolean, promise: string, says: string): Finding[] {
  return holds ? [] : [{ promise, says, examples: [] }]
}
