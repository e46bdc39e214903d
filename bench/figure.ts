/** One measured figure with what it was measured against. */
export interface Figure {
  readonly what: string
  readonly unit: string
  /** One value a run. */
  readonly runs: readonly number[]
  /** The floor of the same run: a bare part doing the least that the work needs. */
  readonly floor?: { readonly what: string; readonly runs: readonly number[] }
  readonly target?: string
  readonly met?: boolean
  readonly notes?: string
  /** What must not be at any speed, such as an answer that is an error: the benchmark fails. */
  readonly wrong?: readonly string[]
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

export function figureLine({
  what,
  unit,
  runs,
  floor,
  target,
  met,
  notes,
  wrong = [],
}: Figure): string {
  const base = floor
    ? `; ${floor.what} ${round(median(floor.runs))} (${spreadOf(floor.runs)}), ratio ${(median(runs) / median(floor.runs)).toFixed(2)}`
    : ''
  const aim = target === undefined ? '' : `  [${met === true ? 'met' : 'MISSED'}: ${target}]`
  const count = `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`
  return [
    `  ${what}: ${round(median(runs))} ${unit} (${spreadOf(runs)}, ${count})${base}${aim}\n`,
    ...(notes ? [`      ${notes}\n`] : []),
    ...wrong.map((finding) => `      WRONG: ${finding}\n`),
  ].join('')
}

function spreadOf(runs: readonly number[]): string {
  return `${round(Math.min(...runs))}–${round(Math.max(...runs))}`
}

function round(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2)
}
