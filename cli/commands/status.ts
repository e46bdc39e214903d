import { parseArgs } from 'node:util'
import type { CliCommand } from '#cli/command.ts'
import { describeLoss } from '#cli/loss/describe-loss.ts'
import { isOpen } from '#cli/loss/open-losses.ts'
import { askRegion } from '#cli/region-client.ts'
import { control, defaultDir, runningStore } from '#cli/running-store.ts'
import type { RegionReport } from '#runtime/internal-routes.ts'

interface Processes {
  regions: { code: string; node: number | null; postgres: number | null; paused: boolean }[]
}

export const status: CliCommand = {
  help: `
Usage: meridian status [--dir DIR] [--json]

Shows each region of the running store: whether it may write and for which homes, the epoch, how far
its peer is behind, what waits to be delivered, what a lost region may have taken with it, and what
needs a person. Exit code 1 when a region
does not answer or writes wait.
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
    const reports = await Promise.all(
      store.regions.map(({ code }) =>
        askRegion<RegionReport>(store, code, 'report', {}, 3_000).catch(() => null),
      ),
    )
    const rows = store.regions.map((region, position) => ({
      region: region.code,
      name: region.name,
      process: processes.find(({ code }) => code === region.code) ?? null,
      report: reports[position] ?? null,
    }))
    if (values.json)
      process.stdout.write(`${JSON.stringify({ edge: store.edge, regions: rows }, null, 2)}\n`)
    else for (const row of rows) process.stdout.write(lines(row.name, row.process, row.report))
    const well = rows.every(({ report }) => report !== null && report.writesHalted === null)
    return well ? 0 : 1
  },
}

function lines(
  name: string,
  running: Processes['regions'][number] | null,
  report: RegionReport | null,
): string {
  if (report === null) {
    const why = running?.paused ? 'paused' : running?.node ? 'does not answer' : 'is not running'
    return `${name}\n  ${why}\n\n`
  }
  const { stream, deliveries } = report
  const facts: [string, string][] = [
    ['standing', `${report.standing}, epoch ${report.epoch}`],
    ['writes for', report.serves.length > 0 ? report.serves.join(', ') : 'nobody: reads only'],
    ['peer', stream === null ? 'none' : peerLine(stream)],
    ['deliveries', `${deliveries.pending} waiting, ${deliveries.dead} dead letters`],
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
  if (report.writesHalted !== null) facts.push(['writes wait', report.writesHalted])
  return `${name}\n${facts.map(([what, how]) => `  ${what.padEnd(13)}${how}\n`).join('')}\n`
}

function peerLine(stream: NonNullable<RegionReport['stream']>): string {
  const lag = stream.lagBytes === null ? 'not connected' : `${stream.lagBytes} bytes behind`
  return `${lag}, ${stream.receiving ? 'receiving' : 'not receiving'}, ${stream.conflicts} conflicts`
}
