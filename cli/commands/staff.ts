import { parseArgs } from 'node:util'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { defaultDir, runningStore } from '#cli/running-store.ts'
import { newOwnerLink } from '#cli/up/owner-link.ts'

export const staff: CliCommand = {
  help: `
Usage: meridian staff reset-owner [--dir DIR]

For an owner who has lost the password or the authenticator: prints a link that works once and for a
day, as the first start does. Behind it, the mail address of an owner who is there already gets a new
password, without an authenticator; every session of theirs ends. A link printed before no longer
works. Others of the staff are let in anew by an owner, in the console.
`,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { dir: { type: 'string', default: defaultDir } },
    })
    const [action] = positionals
    if (action !== 'reset-owner') throw new CommandError('what to do? reset-owner; see --help')
    const link = await newOwnerLink(runningStore(values.dir))
    process.stdout.write(`Come in as the owner, once, at\n  ${link}\n`)
    return 0
  },
}
