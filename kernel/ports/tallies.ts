// A derived, regional store of sums. An item counts for some keys; putting it again replaces what it counted
// for, so that a projection may tell it the same thing twice. It can be rebuilt at any time.

export type Sums = Readonly<Record<string, number>>

export interface TallyEntry {
  /** What is counted, such as an order. */
  readonly id: string
  /** Key → what it adds there, by name. Keys sort as text. */
  readonly counts: Readonly<Record<string, Sums>>
}

export interface Tallies {
  put(entries: readonly TallyEntry[]): Promise<void>
  remove(ids: readonly string[]): Promise<void>
  /** Sums of every key from `from` up to and with `to`, in the order of keys. */
  read(from: string, to: string): Promise<readonly (readonly [key: string, sums: Sums])[]>
  /** Where the projection that feeds it had got to; null when it has to be filled. */
  position(): Promise<string | null>
  setPosition(cursor: string): Promise<void>
  /** Empties it. */
  clear(): Promise<void>
}
