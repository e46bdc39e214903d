// Requests for a route, good and bad, from what its OpenAPI document says about it.

import fc from 'fast-check'
import { Check } from 'typebox/schema'
import type { TSchema } from '#kernel/core/schema.ts'
import { broken, brokenText } from '#runtime/fuzz/broken.ts'
import { nudged } from '#runtime/fuzz/nudged.ts'
import type { Operation, Parameter } from '#runtime/fuzz/operations.ts'
import type { PagedList } from '#runtime/fuzz/paged-lists.ts'
import { nastyTexts, valuesOf, type Known } from '#runtime/fuzz/values.ts'

export interface Sent {
  readonly operation: Operation
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string | Buffer
  /**
   * `fits`: its schemas allow it, so what refuses it is never the validation. `broken`: they rule it
   * out, so nothing may take it. `odd`: either may happen.
   */
  readonly as: 'fits' | 'broken' | 'odd'
}

/** What a shop knows that helps to ask it something sensible. */
export interface Knowledge {
  of(operation: Operation): Known
  /** Bodies that make sense, for a route. */
  bodies(operation: Operation): readonly unknown[]
  /** Headers without which nothing is reached, such as a signature. */
  headers(operation: Operation): Readonly<Record<string, string>>
  /** What can be uploaded. */
  readonly files: readonly Buffer[]
  readonly lists: readonly PagedList[]
}

type Parts = Omit<Sent, 'operation' | 'method' | 'url'> & {
  readonly method?: string
  readonly params: readonly string[]
  readonly query: readonly (readonly [string, string])[]
}

const json = { 'content-type': 'application/json' }

/** Requests that the schemas of their route allow. */
export function fitting(operation: Operation, knowledge: Knowledge): fc.Arbitrary<Sent> {
  const known = knowledge.of(operation)
  const { body } = operation
  return fc
    .record({
      params: segments(operation, known),
      query: queries(operation.query, known),
      headers: conditions(operation),
      value: body === null ? fc.constant(undefined) : bodies(operation, knowledge),
      alike: fc.integer({ min: 0, max: 4 }),
      head: fc.integer({ min: 0, max: 9 }),
      upload: uploads(operation, knowledge),
    })
    .map(({ params, query, headers, value, alike, head, upload }) => {
      const content = alike > 0 ? withNamesOf(operation, params, value) : value
      return sent(operation, {
        params,
        query,
        as: 'fits',
        headers: {
          ...knowledge.headers(operation),
          ...(body ? json : {}),
          ...headers,
          ...upload.headers,
        },
        ...(operation.method === 'GET' && head === 0 ? { method: 'HEAD' } : {}),
        ...(body ? { payload: JSON.stringify(content) } : upload.payload),
      })
    })
}

/** Requests with something wrong in them. */
export function misfitting(operation: Operation, knowledge: Knowledge): fc.Arbitrary<Sent> {
  const { body } = operation
  return fitting(operation, knowledge).chain((good) =>
    fc.oneof(
      { arbitrary: badAddresses(good, operation), weight: 1 },
      { arbitrary: badQueries(good, operation), weight: 1 },
      { arbitrary: badHeaders(good), weight: 1 },
      { arbitrary: body ? badBodies(good, body, knowledge) : unwantedBodies(good), weight: 3 },
    ),
  )
}

function bodies(operation: Operation, knowledge: Knowledge): fc.Arbitrary<unknown> {
  const { body } = operation
  if (body === null) return fc.constant(undefined)
  const known = knowledge.of(operation)
  const sensible = knowledge.bodies(operation)
  const made = { arbitrary: valuesOf(body, '', known), weight: 1 }
  if (sensible.length === 0) return made.arbitrary
  const near = fc.constantFrom(...sensible).chain((value) => nudged(body, value, known))
  return fc.oneof(
    made,
    { arbitrary: near, weight: 4 },
    { arbitrary: fc.constantFrom(...sensible), weight: 2 },
  )
}

/** A file, or the beginning of one, as one of the types that the route takes. */
function uploads({ takes }: Operation, { files }: Pick<Knowledge, 'files'>) {
  if (takes.length === 0) return fc.constant({ headers: {}, payload: {} })
  const whole = fc.constantFrom(...files)
  const bytes = fc.oneof(
    { arbitrary: whole, weight: 3 },
    {
      arbitrary: fc
        .tuple(whole, fc.integer({ min: 1, max: 40 }))
        .map(([file, length]) => file.subarray(0, length)),
      weight: 1,
    },
    {
      arbitrary: fc.uint8Array({ minLength: 1, maxLength: 100 }).map((some) => Buffer.from(some)),
      weight: 1,
    },
  )
  return fc
    .tuple(fc.constantFrom(...takes), bytes)
    .map(([type, payload]) => ({ headers: { 'content-type': type }, payload: { payload } }))
}

function badBodies(good: Sent, body: object, knowledge: Knowledge): fc.Arbitrary<Sent> {
  const values = bodies(good.operation, knowledge)
  const changed = broken(values).map((value) => JSON.stringify(value) ?? '')
  return fc
    .oneof({ arbitrary: changed, weight: 5 }, { arbitrary: brokenText(values), weight: 1 })
    .map((payload): Sent =>
      shown({ ...good, payload, as: isRuledOut(body, payload) ? 'broken' : 'odd' }),
    )
}

function unwantedBodies(good: Sent): fc.Arbitrary<Sent> {
  const payloads = fc.constantFrom('{"nonsense":1}', '[1]', '7', '"a"', '{', '\u0000')
  return payloads.map((payload) =>
    shown({
      ...good,
      headers: { ...good.headers, ...json },
      payload,
      // A body has no meaning with GET, and some proxies add one.
      as: /^(GET|HEAD)$/.test(good.method) ? 'odd' : 'broken',
    }),
  )
}

function badAddresses(good: Sent, operation: Operation): fc.Arbitrary<Sent> {
  const segment = fc.oneof(
    fc.constantFrom('%00', '%ff', '%', '%2e%2e%2f', 'a%2fb', 'ord_mars_1', '_', 'x'.repeat(2_000)),
    fc.constantFrom(...nastyTexts).map(encodeURIComponent),
    fc
      .string({ unit: 'binary', maxLength: 20 })
      .map((text) => encodeURIComponent(text.toWellFormed())),
  )
  const [, query = ''] = /(\?.*)$/.exec(good.url) ?? []
  return fc.tuple(segment, fc.nat(), fc.constantFrom(...methods)).map(([odd, at, method]) => {
    const names = operation.params.map(({ name }) => name)
    const spoiled = names[at % Math.max(1, names.length)]
    const path =
      spoiled === undefined
        ? `${operation.path}/${odd}`
        : operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === spoiled ? odd : 'x'))
    const other = method === 'as it is' ? good.method : method
    return shown({ ...good, method: other, url: `${path}${query}`, as: 'odd' })
  })
}

const methods = ['as it is', 'as it is', 'PATCH', 'OPTIONS', 'DELETE', 'PUT', 'TRACE']

function badQueries(good: Sent, operation: Operation): fc.Arbitrary<Sent> {
  const names = [...operation.query.map(({ name }) => name), 'nonsense', '__proto__', '']
  const value = fc.oneof(
    fc.constantFrom('', '-1', '0', '101', '1e3', '1.5', '%00', '%ff', '[object%20Object]', '%'),
    fc.constantFrom(...nastyTexts).map(encodeURIComponent),
    fc.base64String({ maxLength: 60 }).map(encodeURIComponent),
  )
  return fc
    .array(fc.tuple(fc.constantFrom(...names), value), { minLength: 1, maxLength: 3 })
    .map((pairs) => {
      const mark = good.url.includes('?') ? '&' : '?'
      const query = pairs.map(([name, text]) => `${name}=${text}`).join('&')
      const isUnknown = pairs.some(([name]) => name === 'nonsense')
      return shown({ ...good, url: `${good.url}${mark}${query}`, as: isUnknown ? 'broken' : 'odd' })
    })
}

const oddHeaders: Readonly<Record<string, readonly string[]>> = {
  'idempotency-key': ['', ' ', 'x'.repeat(300), '\u00e9', '"a"', 'a,b', '__proto__'],
  'if-match': ['7', '"', 'W/', '"1", "2"', '"99999999999999999999"', '""', '"-1"', '"1e0"'],
  'if-none-match': ['"', '*', ',', '"1",,'],
  prefer: ['wait=-1', 'wait=1e99', 'wait', 'wait=0', ';;', 'wait=99999999999999999999'],
  traceparent: ['00-zz', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`, '\u00ff'],
  'content-type': ['text/plain', 'json', 'application/json; charset=utf-16', 'a/b;c="', ''],
  'content-encoding': ['gzip', 'br', 'identity'],
  'x-request-id': ['a b', 'x'.repeat(500), '"};alert(1)//'],
  accept: ['nonsense', '*/*;q=x', 'text/event-stream'],
  'meridian-forwarded': ['mars'],
  range: ['bytes=0-0', 'bytes=9-1'],
  'bank-signature': ['', 'bad'],
  'carrier-signature': ['', 'bad'],
}

function badHeaders(good: Sent): fc.Arbitrary<Sent> {
  const pairs = Object.entries(oddHeaders).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  )
  return fc
    .constantFrom(...pairs)
    .map(([name, value]) =>
      shown({ ...good, headers: { ...good.headers, [name]: value }, as: 'odd' }),
    )
}

function conditions(operation: Operation): fc.Arbitrary<Record<string, string>> {
  const values: Record<string, readonly string[]> = {
    'Idempotency-Key': ['k1', 'k2', 'k3', '~'.repeat(255)],
    'If-Match': ['"1"', '"2"', '"3"', '"77"', '*', 'W/"1"', '"anything"'],
    'If-None-Match': ['"1"', '"2"', '*'],
    Prefer: ['wait=1', 'respond-async, wait=2'],
  }
  const model = operation.headers.flatMap((name) => {
    const known = values[name]
    return known ? [[name.toLowerCase(), fc.constantFrom(...known)] as const] : []
  })
  const some = fc.record(Object.fromEntries(model), { requiredKeys: [], noNullPrototype: true })
  return fc.oneof(
    { arbitrary: fc.constant({}), weight: 3 },
    { arbitrary: some as fc.Arbitrary<Record<string, string>>, weight: 1 },
  )
}

/** One text for each parameter of the path; a lone dot or two would make another path. */
function segments({ params }: Operation, known: Known): fc.Arbitrary<string[]> {
  const texts = params.map(({ name, schema }) =>
    valuesOf(schema, name, known)
      .map(String)
      .filter((text) => !/^\.{0,2}$/.test(text)),
  )
  return fc.tuple(...texts)
}

function queries(
  parameters: readonly Parameter[],
  known: Known,
): fc.Arbitrary<readonly (readonly [string, string])[]> {
  const all = parameters.map(({ name, schema, required }) => {
    const pair = valuesOf(schema, name, known).map((value) =>
      (Array.isArray(value) ? value : [value]).map((each) => [name, String(each)] as const),
    )
    return required ? pair : fc.option(pair, { nil: [] })
  })
  return fc.tuple(...all).map((pairs) => pairs.flat())
}

/** A body names its document as the address does, or is refused for that alone. */
function withNamesOf({ params, body }: Operation, values: readonly string[], value: unknown) {
  if (typeof value !== 'object' || value === null || body === null) return value
  const named = params.flatMap(({ name }, at) =>
    Object.hasOwn(body.properties ?? {}, name) ? [[name, values[at]] as const] : [],
  )
  return { ...value, ...Object.fromEntries(named) }
}

function isRuledOut(schema: object, payload: string): boolean {
  try {
    const value: unknown = JSON.parse(payload)
    return !Check(schema as TSchema, value) || !isStorable(value)
  } catch {
    // Text with a mark of its byte order is JSON all the same.
    return !payload.startsWith('\ufeff')
  }
}

/** No ledger takes U+0000 and halves of characters, and no number may lose digits. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000')
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, item]) => isStorable(name) && isStorable(item))
}

function sent(operation: Operation, { params, query, ...parts }: Parts): Sent {
  const path = params.reduce(
    (filled, value) => filled.replace(/\{\w+\}/, () => encodeURIComponent(value)),
    operation.path,
  )
  const text = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return shown({
    operation,
    method: operation.method,
    ...parts,
    url: text ? `${path}?${text}` : path,
  })
}

/** Is printed as a command that sends it. */
function shown(request: Sent): Sent {
  return Object.defineProperty({ ...request }, fc.toStringMethod, {
    value: () => curl(request),
    enumerable: false,
  })
}

const printedMax = 2_000

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

export function curl({ method, url, headers, payload, as }: Sent): string {
  const words = [
    `curl -X ${method} ${quoted(`$SHOP${url}`)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(payload === undefined ? [] : [dataOf(payload)]),
  ]
  return `${words.join(' ')} # ${as}`
}

function dataOf(payload: string | Buffer): string {
  if (typeof payload === 'string') return `-d ${quoted(payload.slice(0, printedMax))}`
  return `--data-binary @<(echo ${payload.toString('base64').slice(0, printedMax)} | base64 -d)`
}
