/** Nearest-rank percentile, rounded to whole units; 0 for no values. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)
  return Math.round(sorted[at] ?? 0)
}
