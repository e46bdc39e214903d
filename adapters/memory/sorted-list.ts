/** Items in order, each once. Places are found by halving. */
export class SortedList<Item> {
  readonly #compare: (one: Item, other: Item) => number
  readonly #items: Item[] = []

  constructor(compare: (one: Item, other: Item) => number) {
    this.#compare = compare
  }

  get length(): number {
    return this.#items.length
  }

  at(place: number): Item | undefined {
    return this.#items[place]
  }

  has(item: Item): boolean {
    const there = this.#items[this.placeOf(item)]
    return there !== undefined && this.#compare(there, item) === 0
  }

  add(item: Item): void {
    if (!this.has(item)) this.#items.splice(this.placeOf(item), 0, item)
  }

  remove(item: Item): void {
    if (this.has(item)) this.#items.splice(this.placeOf(item), 1)
  }

  /** How many items come before this one. */
  placeOf(item: Item): number {
    return firstPlace(this.#items, (there) => this.#compare(there, item) >= 0)
  }

  /** The place of the first item that is beyond; what is beyond must stand after what is not. */
  firstPlace(isBeyond: (item: Item) => boolean): number {
    return firstPlace(this.#items, isBeyond)
  }
}

export function firstPlace<Item>(
  items: readonly Item[],
  isBeyond: (item: Item) => boolean,
): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = items[middle]
    if (item !== undefined && isBeyond(item)) high = middle
    else low = middle + 1
  }
  return low
}
