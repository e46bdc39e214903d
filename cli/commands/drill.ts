import { parseArgs } from 'node:util'
import { campaign, campaignHelp } from '#cli/campaign/command.ts'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { drills } from '#cli/drills/drills.ts'
import { runDrill, type DrillReport } from '#cli/drills/run-drill.ts'
import { defaultDir, runningStore } from '#cli/running-store.ts'
import { withOwnStore } from '#cli/up/with-own-store.ts'
import type { StoreFile } from '#cli/running-store.ts'

export const drill: CliCommand = {
  help: `
Usage: meridian drill NAME|all [--json] [--dir DIR | --own [--durability HOW]]

Rehearses a fault on the running store while shoppers buy a product made for the drill, then compares
what they were told, what the surviving ledger holds and what the bank's books say. Exit code 1 when
a promise was broken, or when nobody bought anything. --own starts a store of its own and removes it,
synchronous unless --durability is asynchronous.

In an asynchronous store orders may be lost with a region. Each must be in what the region saves
when it returns, and counts as sold; the report says how many there were. Afterwards they are
reconciled, so that the next drill starts with all stock.

Drills:
${drills.map(({ name, summary }) => `  ${name.padEnd(15)}${summary}`).join('\n')}
${campaignHelp}
`,
  run: async (args) => {
    if (args[0] === 'campaign') return campaign(args.slice(1))
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dir: { type: 'string', default: defaultDir },
        json: { type: 'boolean', default: false },
        own: { type: 'boolean', default: false },
        durability: { type: 'string' },
      },
    })
    const [name] = positionals
    const chosen = name === 'all' ? drills : drills.filter((candidate) => candidate.name === name)
    if (chosen.length === 0) {
      throw new CommandError(
        `which drill? One of ${drills.map((known) => known.name).join(', ')}, all, or campaign as the first word`,
      )
    }
    const { durability } = values
    if (durability !== undefined && durability !== 'synchronous' && durability !== 'asynchronous') {
      throw new CommandError('--durability is synchronous or asynchronous')
    }
    if (durability !== undefined && !values.own) throw new CommandError('--durability is for --own')
    const say = (line: string) => process.stderr.write(`${line}\n`)
    const rehearse = async (store: StoreFile): Promise<DrillReport[]> => {
      const reports: DrillReport[] = []
      for (const one of chosen) {
        say(`${one.name}: ${one.summary}`)
        const report = await runDrill(one, store, say)
        reports.push(report)
        if (!values.json) process.stdout.write(summary(report))
      }
      return reports
    }
    const reports = values.own
      ? await withOwnStore(say, rehearse, { durability })
      : await rehearse(runningStore(values.dir))
    if (values.json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`)
    return reports.every(({ passed }) => passed) ? 0 : 1
  },
}

function summary(report: DrillReport): string {
  const { told } = report
  const lines = [
    `${report.drill}: ${report.passed ? 'every promise was kept' : 'A PROMISE WAS BROKEN'}`,
    `  bought        ${report.bought} orders confirmed (${told['sold-out']} sold out, ${told.declined} declined, ${told.failed} failed, ${told.pending} pending)`,
    `  RPO           ${report.lostOrders} acknowledged orders lost${allowed(report)}`,
    `  RTO           ${report.rtoMs} ms without a successful checkout; own shoppers of the unharmed region waited ${report.survivorsWaitMs} ms at most`,
    `  charges       ${report.duplicateCharges} duplicate, ${report.orphanedAuthorizations} orphaned`,
    `  stock         ${report.oversoldUnits} units oversold`,
    `  stale epoch   ${report.staleWrites} writes accepted`,
    `  regions       ${report.regionsEqual ? 'equal row for row' : 'DIFFER'}`,
    ...report.findings.flatMap(({ promise, says, examples }) => [
      `  ${promise}: ${says}`,
      ...examples.map((example) => `      ${example}`),
    ]),
  ]
  return `${lines.join('\n')}\n`
}

/** Only where durability is asynchronous. */
function allowed({ salvagedOrders }: DrillReport): string {
  return salvagedOrders === 0 ? '' : `, ${salvagedOrders} of them allowed and in the salvage`
}
