import { parseArgs } from 'node:util'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { askRegion } from '#cli/region-client.ts'
import { control, defaultDir, runningStore, type StoreFile } from '#cli/running-store.ts'
import { regionReports } from '#cli/loss/open-losses.ts'
import { reconcile, unfreeze } from '#cli/loss/reconcile.ts'
import { regionNamed } from '#cli/up/topology.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

const operationMs = 120_000
const upWithinMs = 60_000
const tellEveryMs = 3_000

type Operation = (store: StoreFile, code: string, given: Given) => Promise<string>

/** What is done to the link, which is one and the same for both regions. */
type LinkOperation = (store: StoreFile, given: Given) => Promise<string>

interface Given {
  readonly args: readonly string[]
  readonly oneWay: string | undefined
  /** Only show. */
  readonly list: boolean
  readonly json: boolean
}

const roundTripMaxMs = 2_000

const operations: Readonly<Record<string, Operation>> = {
  kill: async (store, code) => {
    await control(store, 'POST', `/kill/${code}`)
    return `${code} is gone: its Node process and its PostgreSQL were ended with SIGKILL`
  },
  pause: async (store, code) => {
    await control(store, 'POST', `/pause/${code}`)
    return `${code} is frozen; "meridian region resume ${code}" wakes it up`
  },
  resume: async (store, code) => {
    await control(store, 'POST', `/resume/${code}`)
    return `${code} runs again`
  },
  rejoin: async (store, code) => {
    await control(store, 'POST', `/revive/${code}`)
    await untilServing(store, code, (progress) => process.stderr.write(`${code}: ${progress}\n`))
    return `${code} is back and serves what it served before`
  },
  evacuate: async (store, code) => {
    for (const home of await servedBy(store, code)) {
      await askRegion(store, code, 'hand-over', { home }, operationMs)
    }
    return `${code} serves no home any more; the other region serves them all`
  },
  'hand-back': async (store, code) => {
    const other = store.regions.find((region) => region.code !== code)
    if (other === undefined) {
      throw new CommandError('a store of one region has nothing to hand back')
    }
    const { serves, standing } = await askRegion<RegionReport>(store, other.code, 'report')
    if (standing === 'solo') {
      throw new CommandError(
        `${other.code} goes on alone: "meridian region rejoin ${code}" brings ${code} back first`,
        1,
      )
    }
    if (!serves.includes(code)) throw new CommandError(`${code} has its home already`, 1)
    await askRegion(store, other.code, 'hand-over', { home: code }, operationMs)
    return `${code} serves its home again`
  },
  reconcile: (store, code, given) => reconcile(store, code, given),
  unfreeze: async (store, code) =>
    (await unfreeze(store, code))
      ? `what ${code} took with it is given up; its stock is sold again as far as it is known`
      : `nothing is frozen because of ${code}`,
}

const linkOperations: Readonly<Record<string, LinkOperation>> = {
  partition: async (store, { args: [place], oneWay }) => {
    if (place !== undefined) codeOf(place)
    const isHealedBy = '"meridian region heal" restores it'
    if (oneWay === undefined) {
      await control(store, 'POST', '/partition')
      return `the link between the regions is cut; ${isHealedBy}`
    }
    if (oneWay !== 'in' && oneWay !== 'out') throw new CommandError('--one-way is in or out')
    const code = codeOf(place)
    await control(store, 'POST', `/partition/${code}`, { oneWay })
    return oneWay === 'in'
      ? `nothing reaches ${code} from the other region any more; ${isHealedBy}`
      : `nothing that ${code} sends reaches the other region any more; ${isHealedBy}`
  },
  heal: async (store) => {
    await control(store, 'POST', '/heal')
    return 'the link between the regions is whole again'
  },
  latency: async (store, { args }) => {
    const [place, ...others] = args.slice(0, -1)
    if (place !== undefined) codeOf(place)
    const roundTripMs = others.length > 0 ? Number.NaN : Number(args.at(-1) ?? 'none')
    if (!(roundTripMs >= 0 && roundTripMs <= roundTripMaxMs)) {
      throw new CommandError(
        `how long a round trip? A number of milliseconds from 0 to ${roundTripMaxMs}`,
      )
    }
    await control(store, 'POST', '/latency', { roundTripMs })
    return roundTripMs === 0
      ? 'the link between the regions takes no time of its own any more'
      : `a round trip between the regions takes ${roundTripMs} ms more than the machine needs`
  },
}

export const region: CliCommand = {
  help: `
Usage: meridian region kill|pause|resume|rejoin|evacuate|hand-back|unfreeze NAME [--dir DIR]
       meridian region reconcile NAME [--list] [--json] [--dir DIR]
       meridian region partition [NAME --one-way in|out] [--dir DIR]
       meridian region heal [--dir DIR]
       meridian region latency [NAME] MS [--dir DIR]

Faults:
  kill NAME       SIGKILL to its Node process and its PostgreSQL
  pause NAME      SIGSTOP to all of it, as a frozen virtual machine; resume NAME wakes it up
  partition       cuts the link between the regions; heal restores it. With --one-way in, what the
                  other region sends does not reach NAME, but what NAME sends arrives on
                  connections that stand; out is the other way round
  latency MS      how long a round trip between the regions takes, 0 to end it; there is one link,
                  so NAME may be left out
Operations:
  evacuate NAME   planned hand-over of its homes to the other region; no request fails
  hand-back NAME  gives it its home back
  rejoin NAME     starts it again and waits until it is back: it saves what only it has, copies the
                  other region's ledger, pairs, and gets back the homes that it lost
Asynchronous durability only: a lost region may have taken its last orders with it, and the stock
that it may have sold is frozen.
  reconcile NAME  lists, once it is back, which orders these were, with totals, addresses and the
                  bank's references, and what became of its stock; puts nothing back; then lets the
                  stock be sold again. --list only lists; --json for programs
  unfreeze NAME   lets the stock be sold again without that: what the region took with it is given up

NAME is a code (sin), a cloud name (ap-southeast-1) or a place (Singapore).
`,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dir: { type: 'string', default: defaultDir },
        'one-way': { type: 'string' },
        list: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const [name = '', ...rest] = positionals
    const { 'one-way': oneWay, list, json } = values
    if (oneWay !== undefined && name !== 'partition') {
      throw new CommandError('--one-way is for partition')
    }
    if ((list || json) && name !== 'reconcile') {
      throw new CommandError('--list and --json are for reconcile')
    }
    const operation = operations[name]
    const linkOperation = linkOperations[name]
    if (operation === undefined && linkOperation === undefined) {
      const known = Object.keys({ ...operations, ...linkOperations })
      throw new CommandError(`what to do? One of ${known.join(', ')}; see --help`)
    }
    const store = runningStore(values.dir)
    const given = { args: rest, oneWay, list, json }
    const said = operation
      ? await operation(store, codeOf(rest[0]), given)
      : await linkOperation?.(store, given)
    process.stdout.write(`${said}\n`)
    return 0
  },
}

function codeOf(place: string | undefined): string {
  if (place === undefined)
    throw new CommandError('which region? Name one, such as sin or Singapore')
  const found = regionNamed(place)
  if (found === undefined) throw new CommandError(`there is no region ${place}: try sin or syd`)
  return found.code
}

async function servedBy(store: StoreFile, code: string): Promise<readonly string[]> {
  const { serves } = await askRegion<RegionReport>(store, code, 'report')
  if (serves.length === 0) throw new CommandError(`${code} serves no home`)
  return serves
}

/**
 * Waits until both regions agree that one is back, and nothing that it lost is still served by the
 * other, for as long as a copy goes on. One that is out would come back by itself, but later each time;
 * it is asked to come now.
 * @param tell how far the copy is, every few seconds
 * @throws CommandError when nothing has moved for a minute
 */
export async function untilServing(
  store: StoreFile,
  code: string,
  tell: (progress: string) => void = () => undefined,
): Promise<void> {
  let end = performance.now() + upWithinMs
  let copying: string | null = null
  let toldAt = performance.now()
  for (;;) {
    const reports = await regionReports(store)
    if (isBack(code, reports)) return
    const own = reports.find((report) => report?.region === code)
    if (own && own.copying !== copying) {
      copying = own.copying
      end = performance.now() + upWithinMs
      if (copying !== null && performance.now() - toldAt > tellEveryMs) {
        tell(copying)
        toldAt = performance.now()
      }
    }
    if (own?.standing === 'out') {
      await askRegion(store, code, 'rejoin', {}, operationMs).catch(() => undefined)
    }
    if (performance.now() > end) {
      const standing = own?.standing ?? 'silent'
      throw new CommandError(
        `${code} is not back after ${upWithinMs / 1000} s; it is ${standing}`,
        1,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function isBack(code: string, reports: readonly (RegionReport | null)[]): boolean {
  const [first] = reports
  if (reports.length === 1) return first?.standing === 'solo'
  return reports.every(
    (report) =>
      report?.standing === 'paired' &&
      report.epoch === first?.epoch &&
      !Object.values(report.adopted).includes(code),
  )
}
