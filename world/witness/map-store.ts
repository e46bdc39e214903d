// The serving map on disk. A new map is written beside the old one, synced, and renamed over it
// before anybody is told, so a crash leaves either the old map or the new one, never half of one.

import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Frozen, ServingMap } from '#kernel/ports/witness.ts'
import { openJournal, syncFolder, type Journal } from '#world/support/journal.ts'

export interface Grant {
  /** RFC 3339. */
  readonly at: string
  readonly map: ServingMap
}

export class MapStore {
  readonly #dir: string
  readonly #journal: Journal<Grant>
  readonly #history: Grant[]
  #map: ServingMap
  #failure: Error | null = null
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(dir: string, journal: Journal<Grant>, map: ServingMap) {
    this.#dir = dir
    this.#journal = journal
    this.#history = [...journal.entries]
    this.#map = map
  }

  /**
   * @param initial the map of the first start ever
   * @throws Error when the stored map cannot be read, or is missing although maps were granted: who
   * serves what must then be decided by a person
   */
  static async open(dir: string, initial: ServingMap): Promise<MapStore> {
    const journal = await openJournal<Grant>(join(dir, 'history.jsonl'))
    const path = join(dir, 'map.json')
    const stored = await readStored(path).catch(async (error) => {
      await journal.close()
      throw error
    })
    if (stored === null && journal.entries.length > 0) {
      await journal.close()
      throw new Error(`${path} is missing although the history names maps that were granted`)
    }
    const store = new MapStore(dir, journal, stored ?? initial)
    if (stored === null) await store.#store(initial)
    return store
  }

  /** @throws Error when the disk failed: what it holds is then not known */
  get map(): ServingMap {
    if (this.#failure !== null) throw this.#failure
    return this.#map
  }

  get history(): readonly Grant[] {
    return this.#history
  }

  /** True when `next` is now in force; false when another map was faster. */
  propose(expectedEpoch: number, next: ServingMap): Promise<boolean> {
    const turn = this.#turn.then(async () => {
      if (this.map.epoch !== expectedEpoch) return false
      try {
        await this.#store(next)
      } catch (cause) {
        this.#failure = new Error('the serving map could not be stored', { cause })
        throw this.#failure
      }
      return true
    })
    this.#turn = turn.catch(() => {})
    return turn
  }

  async close(): Promise<void> {
    await this.#turn
    await this.#journal.close()
  }

  async #store(map: ServingMap): Promise<void> {
    const path = join(this.#dir, 'map.json')
    const file = await open(`${path}.next`, 'w')
    try {
      await file.writeFile(JSON.stringify(map))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${path}.next`, path)
    await syncFolder(this.#dir)
    this.#map = map
    const grant = { at: new Date().toISOString(), map }
    this.#history.push(grant)
    await this.#journal.append(grant)
  }
}

async function readStored(path: string): Promise<ServingMap | null> {
  if ((await stat(path).catch(() => null)) === null) return null
  try {
    const map: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (isServingMap(map)) return map
  } catch (error) {
    throw new Error(`${path} cannot be read; restore it by hand`, { cause: error })
  }
  throw new Error(`${path} holds no serving map; restore it by hand`)
}

export function isServingMap(value: unknown): value is ServingMap {
  if (typeof value !== 'object' || value === null) return false
  const {
    epoch,
    mode,
    serving,
    adopted = {},
    frozen = {},
  } = value as Partial<Record<keyof ServingMap, unknown>>
  return (
    Number.isSafeInteger(epoch) &&
    (mode === 'paired' || mode === 'solo') &&
    namesRegions(serving) &&
    Object.keys(serving).length > 0 &&
    namesRegions(adopted) &&
    typeof frozen === 'object' &&
    frozen !== null &&
    Object.values(frozen).every(isFrozen)
  )
}

function namesRegions(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((region) => typeof region === 'string' && region !== '')
  )
}

function isFrozen(value: unknown): boolean {
  const { since, lost } = (value ?? {}) as Partial<Record<keyof Frozen, unknown>>
  return Number.isSafeInteger(since) && typeof lost === 'string' && lost !== ''
}
