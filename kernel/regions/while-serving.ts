import { Fault } from '#kernel/core/fault.ts'
import type { Ledger } from '#kernel/ports/ledger.ts'
import type { Serving } from '#kernel/regions/serving.ts'

export type Readable = Pick<Ledger, 'read' | 'readMany' | 'list' | 'find' | 'history'>

/**
 * The ledger as people may see it. A region that was deposed, or does not know yet whether it was,
 * or whose last commits the peer may not have, may hold commits that nobody has acknowledged and that no
 * other region has ever seen: they never happened, and nobody must be told of them. It is asked after
 * reading, because such commits become visible at the very moment in which the region stops.
 * @throws Fault `not-serving` besides what the ledger throws
 */
export function whileServing(
  ledger: Readable,
  serving: Pick<Serving, 'standing' | 'inForce' | 'inDoubt'>,
): Readable {
  const checked = async <Result>(reading: Promise<Result>): Promise<Result> => {
    const found = await reading
    const { standing, inForce, inDoubt } = serving
    if (inDoubt) throw new Fault('not-serving', 'the peer may not have what was read')
    if (!inForce) {
      throw new Fault('not-serving', `what is read in a region that is ${standing} may be unreal`)
    }
    return found
  }
  return {
    read: (kind, id) => checked(ledger.read(kind, id)),
    readMany: (kind, ids) => checked(ledger.readMany(kind, ids)),
    list: (kind, range, page) => checked(ledger.list(kind, range, page)),
    find: (kind, index, keys) => checked(ledger.find(kind, index, keys)),
    history: (kind, id, from) => checked(ledger.history(kind, id, from)),
  }
}
