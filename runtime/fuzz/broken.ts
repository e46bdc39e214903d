// Values one step away from a good one.

import fc from 'fast-check'
import { nastyTexts } from '#runtime/fuzz/values.ts'

type Step = string | number
/** Wrong nearly everywhere: types, signs, sizes, characters. */
const oddities: readonly unknown[] = [
  null,
  true,
  '',
  [],
  {},
  [null],
  { a: 1 },
  -1,
  0,
  1.5,
  -0.0001,
  1e15,
  1e308,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 2,
  'x\u0000y',
  '\ud800',
  '2',
  'XXX',
  'prd_sin_x',
  'x'.repeat(10_000),
  ...nastyTexts,
]
const strangeNames = ['nonsense', '', '__proto__', 'constructor', '$ref', 'a\u0000b', '\udfff']
/** JSON that no object in memory can say: two members of one name, a number too long for a double. */
const brokenJson: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, -1),
  (text) => text.slice(0, Math.floor(text.length / 2)),
  (text) => `${text}${text}`,
  (text) => `${text},`,
  (text) => text.replaceAll('"', "'"),
  (text) => `/* */${text}`,
  (text) => `\ufeff\ufeff${text}`,
  (text) => `${text.slice(0, -1)},"n":NaN}`,
  (text) => `${text.slice(0, -1)},"n":1e999}`,
  (text) => `${text.slice(0, -1)},"n":123456789012345678901234567890}`,
  (text) => `${'['.repeat(2_000)}${text}${']'.repeat(2_000)}`,
  () => '',
]

/** The value with one thing in it replaced, left out, doubled or added. */
export function broken(good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.oneof(
    { arbitrary: fc.constantFrom(...oddities).map((odd) => () => odd), weight: 6 },
    { arbitrary: fc.constantFrom(...strangeNames).map(withMember), weight: 2 },
    { arbitrary: fc.constant(withoutOne), weight: 2 },
    { arbitrary: fc.constantFrom('\u0000', '\ud800').map(tainted), weight: 2 },
    { arbitrary: fc.integer({ min: 2, max: 1_200 }).map(repeated), weight: 1 },
    { arbitrary: fc.jsonValue({ maxDepth: 3 }).map((odd) => () => odd), weight: 1 },
  )
  return fc.tuple(good, fc.nat(), change).map(([value, at, changed]) => {
    const places = placesIn(value)
    const place = places[at % places.length] ?? []
    return replaced(value, place, changed)
  })
}

/** Text that is not JSON, or is JSON only for the careless. */
export function brokenText(good: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(good, fc.constantFrom(...brokenJson))
    .map(([value, spoil]) => spoil(JSON.stringify(value) ?? ''))
}

function placesIn(value: unknown, here: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [here]
  const below = Array.isArray(value)
    ? value.map((item, at) => [at, item] as const)
    : Object.entries(value)
  return [here, ...below.flatMap(([name, item]) => placesIn(item, [...here, name]))]
}

function replaced(
  value: unknown,
  [step, ...rest]: readonly Step[],
  change: (old: unknown) => unknown,
): unknown {
  if (step === undefined) return change(value)
  if (Array.isArray(value)) {
    return value.map((item, at) => (at === step ? replaced(item, rest, change) : item))
  }
  const members = Object.entries(value as object).map(
    ([name, item]) => [name, name === step ? replaced(item, rest, change) : item] as const,
  )
  return Object.fromEntries(members)
}

function withMember(name: string) {
  return (old: unknown): unknown => {
    if (typeof old !== 'object' || old === null) return { [name]: old }
    return Object.fromEntries([...Object.entries(old), [name, 1]])
  }
}

/** Otherwise as good as it was: only a look at each character finds it. */
function tainted(character: string) {
  return (old: unknown): unknown => (typeof old === 'string' ? old.slice(0, 20) + character : [old])
}

function withoutOne(old: unknown): unknown {
  if (typeof old !== 'object' || old === null) return undefined
  return Array.isArray(old) ? old.slice(1) : Object.fromEntries(Object.entries(old).slice(1))
}

function repeated(times: number) {
  return (old: unknown): unknown => {
    if (typeof old === 'string') return old.repeat(Math.min(times, 1_000))
    if (typeof old === 'number') return old * 10 ** (times % 20)
    return Array.isArray(old) && old.length > 0
      ? Array.from({ length: times }, (_, at): unknown => old[at % old.length])
      : [old]
  }
}
