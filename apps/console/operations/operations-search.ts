import { readPaged, type Paged } from '#apps/console/app/paged.ts'

type Given = Readonly<Record<string, unknown>>

const textIn = (given: Given, name: string) => {
  const value = given[name]
  return typeof value === 'string' && value !== '' ? { [name]: value } : {}
}

export interface LetterSearch extends Paged {
  readonly region?: string
}
export const readLetterSearch = (given: Given): LetterSearch => ({
  ...textIn(given, 'region'),
  ...readPaged(given),
})

export interface EventSearch {
  readonly document?: string
  readonly type?: string
  readonly q?: string
}
export const readEventSearch = (given: Given): EventSearch => ({
  ...textIn(given, 'document'),
  ...textIn(given, 'type'),
  ...textIn(given, 'q'),
})

export interface RequestSearch {
  readonly show?: 'failed' | 'slow' | undefined
  readonly trace?: string | undefined
}
export const readRequestSearch = (given: Given): RequestSearch => {
  const show = given['show']
  return { ...(show === 'failed' || show === 'slow' ? { show } : {}), ...textIn(given, 'trace') }
}

export const statusClasses = ['2xx', '3xx', '4xx', '5xx'] as const
/** Milliseconds, as the address holds them. */
export const durations = ['50', '250', '1000', '5000'] as const

export interface TraceSearch {
  readonly route?: string | undefined
  readonly status?: (typeof statusClasses)[number] | undefined
  readonly slower?: (typeof durations)[number] | undefined
  readonly failed?: true | undefined
}
export const readTraceSearch = (given: Given): TraceSearch => {
  const status = statusClasses.find((each) => each === given['status'])
  // The router reads a number out of an address as one.
  const slower = durations.find((each) => each === String(given['slower']))
  return {
    ...textIn(given, 'route'),
    ...(status === undefined ? {} : { status }),
    ...(slower === undefined ? {} : { slower }),
    ...(given['failed'] === true ? { failed: true } : {}),
  }
}

export interface SpanSearch {
  /** The span that is open. */
  readonly span?: string | undefined
}
export const readSpanSearch = (given: Given): SpanSearch => textIn(given, 'span')
