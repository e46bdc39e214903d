// The command line. Each command is a module with its own help; this file only finds and loads it.

import { inspect } from 'node:util'
import { commands } from '#cli/commands.ts'
import { explainError } from '#cli/explain-error.ts'

const [name = '', ...rest] = process.argv.slice(2)
const command = commands.find((candidate) => candidate.name === name)

// Whoever reads the output may have read enough: `meridian export | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

if (command === undefined) {
  const asked = name === '' || name === 'help' || name === '--help' || name === '-h'
  const overview = [
    'meridian: a shop in two regions',
    '',
    'Usage: meridian <command> [options]     meridian <command> --help',
    '',
    ...commands.map(({ name: command, summary }) => `  ${command.padEnd(14)}${summary}`),
    '',
    'Any command with --verbose shows in full what went wrong.',
    '',
  ].join('\n')
  if (asked) process.stdout.write(overview)
  else process.stderr.write(`meridian: there is no command "${name}"\n\n${overview}`)
  process.exitCode = asked ? 0 : 2
} else if (rest.includes('--help') || rest.includes('-h')) {
  const { help } = await command.load()
  process.stdout.write(`${help.trim()}\n`)
} else {
  try {
    const loaded = await command.load()
    process.exitCode = await loaded.run(rest.filter((argument) => argument !== '--verbose'))
  } catch (error) {
    const { message, exitCode } = explainError(error, command.name)
    process.stderr.write(`meridian ${command.name}: ${message}\n`)
    if (rest.includes('--verbose')) process.stderr.write(`${inspect(error)}\n`)
    process.exitCode = exitCode
  }
}
