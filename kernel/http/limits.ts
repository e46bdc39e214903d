import { minutes, seconds } from '#kernel/core/instant.ts'

const mebibytes = (count: number) => count * 1_048_576

export const defaultLimits = {
  bodyBytes: mebibytes(1),
  /** For `/v1/admin/` and `/internal/`, where files are imported and regions talk. */
  adminBodyBytes: mebibytes(64),
  /** Objects and arrays inside one another. */
  bodyDepth: 64,
  /** Percent-decoded, per path parameter. */
  pathParameterLength: 1_024,
  /** How long a request may take to arrive, body and all. */
  arriveMs: minutes(5),
  /** A request that is not answered by then is told so. */
  requestMs: seconds(15),
  /** The same for requests of many commands. */
  bulkMs: seconds(60),
  /** `Prefer: wait` beyond this is cut to it. */
  waitMs: seconds(30),
  /** How long a repeated request waits for the first one with its key. */
  joinMs: seconds(5),
  readyMs: seconds(2),
  heartbeatMs: seconds(15),
  /** How long a closing server lets requests finish. */
  closeMs: seconds(10),
  cacheBytes: mebibytes(160),
  inFlight: 512,
  /** Event-loop delay above which new work is refused. */
  loopDelayMs: 250,
} as const

export type HttpLimits = { readonly [Name in keyof typeof defaultLimits]: number }

export function bodyLimitOf(path: string, limits: HttpLimits): number {
  const large = path.startsWith('/v1/admin/') || path.startsWith('/internal/')
  return large ? limits.adminBodyBytes : limits.bodyBytes
}
