import type { AuditReport, Finding } from '#cli/drills/audit.ts'
import type { Stage } from '#cli/drills/stage.ts'

/** A rehearsed bad day. */
export interface Drill {
  readonly name: string
  /** What happens, in one line. */
  readonly summary: string
  /** Shoppers at once, half of them in each region. */
  readonly shoppers: number
  /** Purchases per shopper; without it they buy until the rehearsal is over. */
  readonly purchasesEach?: number
  /** Pause between two purchases of one shopper, milliseconds; 50 without it. */
  readonly pauseMs?: number
  /** Units of the scarce product. */
  readonly scarceUnits: number
  /** Everybody wants the scarce product; otherwise one in ten does. */
  readonly onlyScarce?: boolean
  /** What happens while shoppers buy. */
  rehearse(stage: Stage): Promise<void>
  /** Makes the store whole again, after the last shopper has gone and before the audit of P8. */
  afterwards?(stage: Stage): Promise<void>
  /** What this drill promises beyond the audit. */
  alsoExpects?(report: AuditReport): readonly Finding[]
}

/** A finding unless it holds. */
export function expected(holds: boolean, promise: string, says: string): Finding[] {
  return holds ? [] : [{ promise, says, examples: [] }]
}
