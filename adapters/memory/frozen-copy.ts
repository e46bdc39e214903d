/**
 * A copy as it would come back from a store: what JSON cannot say is gone, nothing is shared with
 * the caller, and since nobody can change it, it can be handed out again and again. Parts of it
 * that are frozen already came from here, and are taken as they are.
 */
export function frozenCopy<Value>(value: Value): Value {
  return copyOf(value) as Value
}

function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return inJson(value)
  if (Object.isFrozen(value)) return value
  if ('toJSON' in value) return copyOf(JSON.parse(JSON.stringify(value)))
  return Object.freeze(Array.isArray(value) ? itemsOf(value) : membersOf(value))
}

function itemsOf(value: readonly unknown[]): unknown[] {
  const copy: unknown[] = []
  for (const item of value) copy.push(copyOf(item) ?? null)
  return copy
}

function membersOf(value: object): object {
  const members = value as Readonly<Record<string, unknown>>
  const copy: Record<string, unknown> = {}
  for (const name in members) {
    const member = members[name]
    const copied =
      typeof member === 'string' || typeof member === 'boolean' ? member : copyOf(member)
    if (copied !== undefined) copy[name] = copied
  }
  return copy
}

function inJson(value: unknown): unknown {
  // Minus zero is written as 0, and what is no number as null.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null
  if (typeof value === 'bigint') throw new TypeError('JSON has no bigint')
  return typeof value === 'string' || typeof value === 'boolean' || value === null
    ? value
    : undefined
}
