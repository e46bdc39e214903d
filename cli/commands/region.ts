import { parseArgs } from 'node:util'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { askRegion } from '#cli/region-client.ts'
import { control, defaultDir, runningStore, type StoreFile } from '#cli/running-store.ts'
import { regionNamed } from '#cli/up/topology.ts'
import type { RegionReport } from '#runtime/internal-routes.ts'

const operationMs = 120_000
const upWithinMs = 60_000

type Operation = (store: StoreFile, code: string) => Promise<string>

/** What is done to the link, which is one and the same for both regions. */
type LinkOperation = (store: StoreFile, given: Given) => Promise<string>

interface Given {
  readonly args: readonly string[]
  readonly oneWay: string | undefined
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
    await untilServing(store, code)
    return `${code} is back and serves its home again`
  },
  evacuate: async (store, code) => {
    for (const home of await servedBy(store, code)) {
      await askRegion(store, code, 'hand-over', { home }, operationMs)
    }
    return `${code} serves no home any more; the other region serves them all`
  },
  'hand-back': async (store, code) => {
    const other = store.regions.find((region) => region.code !== code)
    if (other === undefined)
      throw new CommandError('a store of one region has nothing to hand back')
    await askRegion(store, other.code, 'hand-over', { home: code }, operationMs)
    return `${code} serves its home again`
  },
}

const linkOperations: Readonly<Record<string, LinkOperation>> = {
  partition: async (store, { args: [place], oneWay }) => {
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
    const roundTripMs = Number(args.at(-1) ?? 'none')
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
Usage: meridian region kill|pause|resume|rejoin|evacuate|hand-back NAME [--dir DIR]
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
                  other region's ledger, pairs, and gets its home back

NAME is a code (sin), a cloud name (ap-southeast-1) or a place (Singapore).
`,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dir: { type: 'string', default: defaultDir },
        'one-way': { type: 'string' },
      },
    })
    const [name = '', ...rest] = positionals
    const { 'one-way': oneWay } = values
    if (oneWay !== undefined && name !== 'partition') {
      throw new CommandError('--one-way is for partition')
    }
    const operation = operations[name]
    const linkOperation = linkOperations[name]
    if (operation === undefined && linkOperation === undefined) {
      const known = Object.keys({ ...operations, ...linkOperations })
      throw new CommandError(`what to do? One of ${known.join(', ')}; see --help`)
    }
    const store = runningStore(values.dir)
    const said = operation
      ? await operation(store, codeOf(rest[0]))
      : await linkOperation?.(store, { args: rest, oneWay })
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
 * Waits until a region serves its home again. One that is out would come back by itself, but later
 * each time; it is asked to come now.
 * @throws CommandError when that takes too long
 */
export async function untilServing(store: StoreFile, code: string): Promise<void> {
  const end = performance.now() + upWithinMs
  for (;;) {
    const report = await askRegion<RegionReport>(store, code, 'report', {}, 2_000).catch(() => null)
    if (report !== null && report.serves.includes(code)) return
    if (report?.standing === 'out') {
      await askRegion(store, code, 'rejoin', {}, operationMs).catch(() => undefined)
    }
    if (performance.now() > end) {
      const standing = report?.standing ?? 'silent'
      throw new CommandError(
        `${code} is not back after ${upWithinMs / 1000} s; it is ${standing}`,
        1,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
