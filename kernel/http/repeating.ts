// Which requests may be sent a second time, and after what. The whole promise of the edge hangs on
// this: a shopper sees a pause instead of an error, and never pays twice.

export type Repeatability =
  /** Reads: may be sent any number of times. */
  | 'safe'
  /** Has one effect however often it is sent: by its key, or because HTTP says so (RFC 9110, 9.2.2). */
  | 'idempotent'
  /** May be sent again only when it certainly did nothing. */
  | 'once'

export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly code: string | null }
  /** Nobody took the connection: nothing was sent. */
  | { readonly kind: 'refused' }
  /** Sent, and then no answer came. */
  | { readonly kind: 'lost' }

export type Verdict =
  /** This is the answer. */
  | 'deliver'
  /** Another region may do better; if none does, this is the answer. */
  | 'elsewhere'
  /** A region is being lost or adopted: elsewhere, and again until the time is up. */
  | 'again'

const failing = new Set([502, 503, 504])
/** Codes of a region that did nothing with a request. */
const notDone = new Set(['not-serving', 'overloaded'])
/** Codes of a region that is losing its peer or being adopted: this passes within seconds. */
const passing = new Set(['not-serving', 'unavailable', 'outcome-unknown', 'timeout'])

/** A region is still at the first request with this key: to a repeat of the edge's own, no answer. */
const stillRunning = 'http.still-running'

export function repeatabilityOf(method: string, hasKey: boolean): Repeatability {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return 'safe'
  return hasKey || method === 'PUT' || method === 'DELETE' ? 'idempotent' : 'once'
}

/** @param isRepeat whether the edge itself has sent this request before */
export function judge(repeatability: Repeatability, outcome: Outcome, isRepeat = false): Verdict {
  if (outcome.kind === 'refused') return 'again'
  if (outcome.kind === 'lost') return repeatability === 'once' ? 'deliver' : 'again'
  if (isRepeat && outcome.code === stillRunning) return 'again'
  if (!failing.has(outcome.status)) return 'deliver'
  const didNothing = outcome.code !== null && notDone.has(outcome.code)
  if (repeatability === 'once' && !didNothing) return 'deliver'
  return outcome.code !== null && passing.has(outcome.code) ? 'again' : 'elsewhere'
}
