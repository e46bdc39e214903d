/** What came from here: nobody can change it, so it need not be copied again. */
const stored = new WeakSet<object>()

/**
 * A copy as it would come back from a store: what JSON cannot say is gone, nothing is shared with
 * the caller, and since nobody can change it, it can be handed out again and again. Parts of it
 * that were stored before are taken as they are.
 */
export function frozenCopy<Value>(value: Value): Value {
  return copyOf(value) as Value
}

function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return inJson(value)
  if (stored.has(value)) return value
  if ('toJSON' in value) return copyOf(JSON.parse(JSON.stringify(value)))
  const copy = Array.isArray(value)
    ? value.map((item: unknown) => copyOf(item) ?? null)
    : membersOf(value)
  stored.add(copy)
  return Object.freeze(copy)
}

function membersOf(value: object): object {
  const copy: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    const copied = copyOf(member)
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
