import { readPaged, type Paged } from '#apps/console/app/pager.tsx'

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
