// A fault is the world failing: thrown, with a stable code, whether trying again can help, and its
// cause. What the business says no to is a refusal (decider.ts), and what must never happen is a
// bug (`invariant`).

export const faultCodes = {
  'version-conflict': { retryable: true, says: 'The document changed while this was decided' },
  'not-serving': { retryable: true, says: 'This region does not serve the home of the document' },
  'already-consumed': { retryable: false, says: 'This message has taken effect before' },
  unavailable: { retryable: true, says: 'A part this needs cannot be reached' },
  'outcome-unknown': { retryable: true, says: 'It may have happened; ask again with the same key' },
  timeout: { retryable: true, says: 'No answer came in time' },
  overloaded: { retryable: true, says: 'Too much work is waiting' },
  'bad-cursor': { retryable: false, says: 'The cursor is not one that this list gave out' },
  'bad-data': { retryable: false, says: 'Stored data cannot be read' },
} as const

export type FaultCode = keyof typeof faultCodes

export class Fault extends Error {
  readonly code: FaultCode
  /** For `already-consumed`: which messages. */
  readonly consumed: readonly string[]

  constructor(
    code: FaultCode,
    detail?: string,
    options: { cause?: unknown; consumed?: readonly string[] } = {},
  ) {
    super(detail ?? faultCodes[code].says, { cause: options.cause })
    this.name = 'Fault'
    this.code = code
    this.consumed = options.consumed ?? []
  }

  get retryable(): boolean {
    return faultCodes[this.code].retryable
  }
}

export function isFault(error: unknown, ...codes: FaultCode[]): error is Fault {
  return error instanceof Fault && (codes.length === 0 || codes.includes(error.code))
}

/** What an error says, without its causes. */
export function saysOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Ends the work at hand when what must hold does not: a bug, not a fault. */
export function invariant(holds: unknown, says: string): asserts holds {
  if (!holds) throw new Error(`bug: ${says}`)
}
