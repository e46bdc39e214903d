// What is kept of a round that broke a promise: the plan with its times, what shoppers were told, the
// other two records as far as they could be had, what the regions say of themselves, and what each
// process wrote meanwhile.

import { closeSync, globSync, openSync, readSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { RoundPlan } from '#cli/campaign/plan.ts'
import { reportsOf } from '#cli/campaign/whole.ts'
import type { Kept } from '#cli/drills/run-drill.ts'
import type { StoreFile } from '#cli/running-store.ts'

/** File → bytes. */
export type LogSizes = ReadonlyMap<string, number>

/** Where the logs of a store's processes end now. */
export function logSizes(dir: string): LogSizes {
  return new Map(logsOf(dir).map((file) => [file, statSync(file).size]))
}

/** Where histories go unless somebody says. */
export const keepDefault = '.meridian-campaign'

/** The command that repeats the plan of a round. */
export function repeatCommand({ seed, round }: Named, keepIn: string): string {
  const keep = keepIn === keepDefault ? '' : ` --keep ${quoted(keepIn)}`
  return `node bin/meridian.js drill campaign --seed ${seed} --round ${round}${keep}`
}

type Named = Pick<RoundPlan, 'seed' | 'round'>

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
}

/** A new folder for a round: what an earlier run of the same round left there is evidence, and stays. */
export async function newFolder(keepIn: string, { seed, round }: Named): Promise<string> {
  await mkdir(keepIn, { recursive: true })
  for (let run = 1; ; run += 1) {
    const suffix = run === 1 ? '' : `-${run}`
    const folder = resolve(keepIn, `seed-${seed}-round-${round}${suffix}`)
    try {
      await mkdir(folder)
      return folder
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** @returns the folder */
export async function keepHistory({
  keepIn,
  plan,
  facts,
  kept,
  failure,
  ground,
  logsBefore,
}: {
  keepIn: string
  plan: RoundPlan
  facts: object
  kept: Kept
  failure: unknown
  ground: { readonly store: StoreFile; readonly own: { readonly dir: string } }
  logsBefore: LogSizes
}): Promise<string> {
  const folder = await newFolder(keepIn, plan)
  await mkdir(join(folder, 'logs'))
  const story = {
    repeat: repeatCommand(plan, keepIn),
    plan,
    moments: kept.moments,
    // No line in its file may also mean that nobody could be asked.
    known: { orders: kept.orders !== null, charges: kept.charges !== null },
    audit: kept.audit,
    ...facts,
    failure: failure instanceof Error ? (failure.stack ?? failure.message) : failure,
    regions: await reportsOf(ground.store),
    maps: await mapsOf(ground.store),
  }
  await writeFile(join(folder, 'round.json'), `${JSON.stringify(story, null, 2)}\n`)
  await writeFile(join(folder, 'receipts.jsonl'), lines(kept.receipts))
  await writeFile(join(folder, 'orders.jsonl'), lines(kept.orders ?? []))
  await writeFile(join(folder, 'charges.jsonl'), lines(kept.charges ?? []))
  for (const file of logsOf(ground.own.dir)) {
    const added = since(file, logsBefore.get(file) ?? 0)
    if (added.length > 0) await writeFile(join(folder, 'logs', nameOf(file)), added)
  }
  return folder
}

/** What processes have to say, and what a region that came back had that no other has. */
function logsOf(dir: string): string[] {
  const patterns = ['logs/*.log', '*/postgres/server.log', '*/salvage/*.jsonl']
  return globSync(patterns, { cwd: dir }).map((file) => join(dir, file))
}

function nameOf(file: string): string {
  const region = basename(dirname(dirname(file)))
  if (file.endsWith('server.log')) return `postgres-${region}.log`
  return file.endsWith('.jsonl') ? `salvage-${region}-${basename(file)}` : basename(file)
}

/** Every serving map that the witness has granted. */
async function mapsOf(store: StoreFile): Promise<unknown> {
  try {
    return await (await fetch(`${store.witness}/history`)).json()
  } catch (error) {
    return String(error)
  }
}

function since(file: string, from: number): Buffer {
  const descriptor = openSync(file, 'r')
  try {
    const { size } = statSync(file)
    const bytes = Buffer.alloc(Math.max(size - from, 0))
    readSync(descriptor, bytes, 0, bytes.length, from)
    return bytes
  } finally {
    closeSync(descriptor)
  }
}

function lines(items: readonly unknown[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('')
}
