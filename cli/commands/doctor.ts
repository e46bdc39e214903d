import { parseArgs } from 'node:util'
import { CommandError, type CliCommand } from '#cli/command.ts'
import type { Check } from '#cli/doctor/check.ts'
import { examine } from '#cli/doctor/examine.ts'
import { defaultDir } from '#cli/running-store.ts'

export const doctor: CliCommand = {
  help: `
Usage: meridian doctor [--dir DIR] [--port PORT] [--json]

Looks at the programs, the account, cores, memory, disk, limits, ports, the data folder and what an
earlier store may have left running. Each line is ok, warn or fail, with what to do. Changes nothing.
Exit code 1 when something fails.

Options:
  --dir DIR     the data folder to look at (default ${defaultDir})
  --port PORT   the port wanted for the front door (default 8080)
  --json        the findings as JSON
`,
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        dir: { type: 'string', default: defaultDir },
        port: { type: 'string', default: '8080' },
        json: { type: 'boolean', default: false },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new CommandError('--port is a number from 1 to 65535')
    const checks = await examine({ dir: values.dir, port })
    const well = checks.every(({ level }) => level !== 'fail')
    process.stdout.write(
      values.json ? `${JSON.stringify({ well, checks }, null, 2)}\n` : words(checks, well),
    )
    return well ? 0 : 1
  },
}

function words(checks: readonly Check[], well: boolean): string {
  const lines = checks.flatMap(({ name, level, says, advice }) => [
    `${level.padEnd(6)}${name.padEnd(12)}${says}`,
    ...(advice === undefined ? [] : [`${' '.repeat(18)}→ ${advice}`]),
  ])
  const verdict = well ? 'A store can run here.' : 'A store cannot run here until that is mended.'
  return `${lines.join('\n')}\n\n${verdict}\n`
}
