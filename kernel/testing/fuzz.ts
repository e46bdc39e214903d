const ordinarySeed = 20_260_105

/**
 * How often a property is tried, and from which seed. Ordinarily the same few examples every time,
 * so that a test that passed still passes; `MERIDIAN_FUZZ=50` tries fifty times as many, from a new
 * seed, which is printed. `MERIDIAN_FUZZ_SEED` names the seed.
 */
export function fuzz(numRuns: number): { readonly numRuns: number; readonly seed: number } {
  const times = Number(process.env['MERIDIAN_FUZZ'] ?? 1)
  const named = process.env['MERIDIAN_FUZZ_SEED']
  const seed = named === undefined ? (times === 1 ? ordinarySeed : freshSeed()) : Number(named)
  if (!(times > 0) || !Number.isInteger(seed)) {
    throw new RangeError('MERIDIAN_FUZZ takes a number above 0, MERIDIAN_FUZZ_SEED a whole one')
  }
  return { numRuns: Math.ceil(numRuns * times), seed }
}

let fresh: number | null = null

/** One for all properties of a process. */
function freshSeed(): number {
  if (fresh === null) {
    fresh = Date.now() % 2 ** 31
    console.log(`MERIDIAN_FUZZ_SEED=${fresh}`)
  }
  return fresh
}
