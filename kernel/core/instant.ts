/** A point in time as RFC 3339 text in UTC with milliseconds; sorts as text. */
export type Instant = string

/** A length of time in milliseconds, written by these helpers. */
export const seconds = (count: number): number => count * 1_000
export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000
export const days = (count: number): number => count * 86_400_000

export function instantOf(epochMs: number): Instant {
  // oxlint-disable-next-line no-restricted-globals -- this is the one place that turns a number into text
  return new Date(epochMs).toISOString()
}

export function epochMsOf(instant: Instant): number {
  // oxlint-disable-next-line no-restricted-globals -- parses a given text; reads no clock
  return Date.parse(instant)
}
