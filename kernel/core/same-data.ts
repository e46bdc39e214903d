/** Whether two JSON values say the same: member order and members that are undefined do not count. */
export function sameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, position) => sameData(item, other[position]))
    )
  }
  if (!isObject(one) || !isObject(other) || Array.isArray(other)) return false
  const members = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...members].every((member) => sameData(one[member], other[member]))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
