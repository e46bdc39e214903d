/**
 * A copy as it would come back from a store: what JSON cannot say is gone, nothing is shared with
 * the caller, and since nobody can change it, it can be handed out again and again.
 */
export function frozenCopy<Value>(value: Value): Value {
  return deepFreeze(JSON.parse(JSON.stringify(value)) as Value)
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const member of Object.values(value)) deepFreeze(member)
  return Object.freeze(value)
}
