/** The seconds of `Prefer: wait=N` (RFC 7240) in milliseconds; 0 when there is none. */
export function waitPreferredMs(header: string | undefined, maxMs: number): number {
  const wait = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?(?=$|[,;\s])/i.exec(header ?? '')?.[1]
  return wait === undefined ? 0 : Math.min(Number(wait) * 1_000, maxMs)
}
