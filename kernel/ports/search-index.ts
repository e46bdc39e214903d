// A derived, regional index of whatever a projection puts into it. It can be rebuilt at any time.

export interface SearchEntry {
  readonly id: string
  readonly title: string
  readonly text: string
  /** Facet name → values, such as `vendor` → `['Acme']`. */
  readonly facets: Readonly<Record<string, readonly string[]>>
  /** Numbers one can sort or limit by, such as `price`. */
  readonly numbers: Readonly<Record<string, number>>
}

export interface NumberRange {
  readonly from?: number
  readonly to?: number
}

export interface SearchRequest {
  readonly text: string
  /** Each facet must have one of its values. */
  readonly filters: Readonly<Record<string, readonly string[]>>
  /** Each number must be there and lie within its bounds, both included. */
  readonly ranges?: Readonly<Record<string, NumberRange>>
  readonly sort?: { readonly number: string; readonly descending: boolean }
  readonly facets: readonly string[]
  readonly cursor?: string
  readonly limit: number
}

export interface SearchResult {
  readonly ids: readonly string[]
  readonly next: string | null
  readonly facets: Readonly<
    Record<string, readonly { readonly value: string; readonly count: number }[]>
  >
}

export interface SearchIndex {
  put(entries: readonly SearchEntry[]): Promise<void>
  remove(ids: readonly string[]): Promise<void>
  search(request: SearchRequest): Promise<SearchResult>
  /** Where the projection that feeds it had got to; null when it has to be filled. */
  position(): Promise<string | null>
  /** @throws Fault `unavailable` when the entries were lost since it was cleared last */
  setPosition(cursor: string): Promise<void>
  /** Empties it, before it is filled for the first time too. */
  clear(): Promise<void>
}
