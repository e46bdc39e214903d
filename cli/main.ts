// The command line. Each command is a module with its own help; this file only finds it.

import { commands } from '#cli/commands.ts'
import { CommandError } from '#cli/command.ts'

const [name = '', ...rest] = process.argv.slice(2)
const command = commands.find((candidate) => candidate.name === name)

if (command === undefined) {
  const asked = name === '' || name === 'help' || name === '--help' || name === '-h'
  const overview = [
    'meridian: a shop in two regions',
    '',
    'Usage: meridian <command> [options]     meridian <command> --help',
    '',
    ...commands.map(({ name: command, summary }) => `  ${command.padEnd(14)}${summary}`),
    '',
  ].join('\n')
  if (asked) process.stdout.write(overview)
  else process.stderr.write(`meridian: there is no command "${name}"\n\n${overview}`)
  process.exitCode = asked ? 0 : 2
} else if (rest.includes('--help') || rest.includes('-h')) {
  process.stdout.write(`${command.help.trim()}\n`)
} else {
  try {
    process.exitCode = await command.run(rest)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    process.stderr.write(`meridian ${command.name}: ${error.message}\n`)
    process.exitCode = error.exitCode
  }
}
