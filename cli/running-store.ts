import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { PairDurability } from '#kernel/ports/replication.ts'
import { CommandError } from '#cli/command.ts'

export const defaultDir = '.meridian'

/** Where a running store can be reached; written by `up`, read by every other command. */
export interface StoreFile {
  readonly pid: number
  readonly edge: string
  readonly control: string
  readonly token: string
  readonly bank: string
  readonly carrier: string
  readonly mailbox: string
  readonly witness: string
  readonly worldControl: { readonly url: string; readonly token: string }
  readonly regions: readonly {
    readonly code: string
    readonly name: string
    readonly url: string
    readonly ledger: string
  }[]
  readonly durability: PairDurability
  readonly internalSecret: string
  /** What an operator shows to the API. */
  readonly operatorKey: string
}

export const storeFile = (dir: string): string => join(resolve(dir), 'store.json')

/** @throws CommandError when no store runs in that folder */
export function runningStore(dir: string): StoreFile {
  const file = storeFile(dir)
  if (!existsSync(file)) {
    throw new CommandError(`no store is running in ${resolve(dir)}: start one with "meridian up"`)
  }
  const store = JSON.parse(readFileSync(file, 'utf8')) as StoreFile
  if (!isAlive(store.pid)) {
    throw new CommandError(`the store in ${resolve(dir)} has stopped: start it with "meridian up"`)
  }
  return store
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Asks the running store's control endpoint. @throws CommandError with what it answered */
export async function control<Answer>(
  store: StoreFile,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const answer = await fetch(`${store.control}${path}`, {
    method,
    headers: { authorization: `Bearer ${store.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const said = (await answer.json()) as { error?: string }
  if (!answer.ok) throw new CommandError(said.error ?? `the store answered ${answer.status}`, 1)
  return said as Answer
}
