import { parseArgs } from 'node:util'
import type { CliCommand } from '#cli/command.ts'
import { describeLoss } from '#cli/loss/describe-loss.ts'
import { isOpen } from '#cli/loss/open-losses.ts'
import { askRegion } from '#cli/region-client.ts'
import { control, defaultDir, runningStore, type StoreFile } from '#cli/running-store.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

const askMs = 3_000

interface Processes {
  regions: { code: string; node: number | null; postgres: number | null; paused: boolean }[]
}

export const status: CliCommand = {
  help: `
Usage: meridian status [--dir DIR] [--json]

Shows each region of the running store: whether it may write and for which homes, the epoch, how far
its peer is behind, what waits to be delivered, what a lost region may have taken with it, and what
needs a person; then what lies around the regions. Exit code 1 when a region or something around
does not answer, or when writes wait.
`,
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        dir: { type: 'string', default: defaultDir },
        json: { type: 'boolean', default: false },
      },
    })
    const store = runningStore(values.dir)
    const { regions: processes } = await control<Processes>(store, 'GET', '/processes')
    const [around, ...reports] = await Promise.all([
      surroundings(store),
      ...store.regions.map(({ code }) =>
        askRegion<RegionReport>(store, code, 'report', {}, askMs).catch(() => null),
      ),
    ])
    const rows = store.regions.map((region, position) => ({
      region: region.code,
      name: region.name,
      process: processes.find(({ code }) => code === region.code) ?? null,
      report: reports[position] ?? null,
    }))
    if (values.json) {
      const told = { edge: store.edge, regions: rows, around }
      process.stdout.write(`${JSON.stringify(told, null, 2)}\n`)
    } else process.stdout.write([...rows.map(lines), aroundLines(around)].join(''))
    const writes = rows.every(({ report }) => report !== null && report.writesHalted === null)
    return writes && Object.values(around).every(Boolean) ? 0 : 1
  },
}

type Row = {
  readonly region: string
  readonly name: string
  readonly process: Processes['regions'][number] | null
  readonly report: RegionReport | null
}

function lines({ region, name, process: running, report }: Row): string {
  const title = `${name} (${region})`
  if (report === null) return `${title}\n  ${missing(region, running)}\n\n`
  const facts: [string, string][] = [
    ['standing', standingLine(report)],
    ['writes for', report.serves.length > 0 ? report.serves.join(', ') : 'nobody: reads only'],
    ['peer', peerLine(report)],
    ['deliveries', deliveriesLine(report)],
    ['memory', `${report.memoryMb} MB`],
  ]
  if (report.durability !== null) facts.splice(1, 0, ['durability', report.durability])
  for (const [home, { since, lost }] of Object.entries(report.frozen)) {
    facts.push(['frozen', `stock of ${home}, since ${lost} was lost at epoch ${since}`])
  }
  for (const loss of report.losses.filter(isOpen)) {
    facts.push(['lost', describeLoss(loss)])
    facts.push(['', `"meridian region reconcile ${loss.lostRegion}" says more`])
  }
  if (report.copying !== null) facts.push(['coming back', report.copying])
  if (report.writesHalted !== null) facts.push(['writes wait', report.writesHalted])
  return `${title}\n${facts.map(([what, how]) => `  ${what.padEnd(13)}${how}\n`).join('')}\n`
}

function deliveriesLine({ deliveries: { pending, dead } }: RegionReport): string {
  const line = `${pending} waiting, ${dead} dead letters`
  return dead === 0 ? line : `${line}: see "meridian dead-letters list"`
}

function missing(region: string, running: Row['process']): string {
  if (running?.paused) return `is paused: "meridian region resume ${region}" wakes it up`
  if (running?.node && running.postgres) return 'does not answer'
  return `is not running: "meridian region rejoin ${region}" brings it back`
}

function standingLine({ standing, epoch, region }: RegionReport): string {
  const line = `${standing}, epoch ${epoch}`
  if (standing !== 'out') return line
  return `${line}: it was replaced, and "meridian region rejoin ${region}" brings it back`
}

function peerLine({ standing, stream }: RegionReport): string {
  if (stream === null) return 'none'
  if (standing === 'solo') return 'gone: this region goes on alone'
  const lag = stream.lagBytes === null ? 'not connected' : `${stream.lagBytes} bytes behind`
  return `${lag}, ${stream.receiving ? 'receiving' : 'not receiving'}, ${stream.conflicts} conflicts`
}

/** What lies around the regions, by name: whether it answers. */
async function surroundings(store: StoreFile): Promise<Record<string, boolean>> {
  const asked = {
    'front door': `${store.edge}/edge/status`,
    witness: `${store.witness}/map`,
    bank: `${store.bank}/`,
    carrier: `${store.carrier}/`,
    mailbox: `${store.mailbox}/`,
  }
  const answers = await Promise.all(
    Object.entries(asked).map(async ([name, url]) => [name, await answers200(url)] as const),
  )
  return Object.fromEntries(answers)
}

async function answers200(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(askMs) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

function aroundLines(around: Readonly<Record<string, boolean>>): string {
  const silent = Object.keys(around).filter((name) => !around[name])
  const names = Object.keys(around).join(', ')
  if (silent.length === 0) return `Around them\n  ${names}: all answer\n`
  return `Around them\n  no answer from: ${silent.join(', ')}\n`
}
