import { CommandError } from '#cli/command.ts'

export interface Explained {
  /** One line, or what the thrower wrote for people. */
  readonly message: string
  readonly exitCode: number
}

/** What a person at the terminal reads instead of a stack. */
export function explainError(error: unknown, command: string): Explained {
  if (error instanceof CommandError) return { message: error.message, exitCode: error.exitCode }
  if (!(error instanceof Error)) return { message: String(error), exitCode: 1 }
  const { code } = error as NodeJS.ErrnoException
  if (code?.startsWith('ERR_PARSE_ARGS_')) {
    // Node's second sentence explains how to name a file that begins with a dash.
    const [sentence = ''] = error.message.split(/\. |\n/, 1)
    return {
      message: `${lowerFirst(sentence.replace(/\.$/, ''))}; see "meridian ${command} --help"`,
      exitCode: 2,
    }
  }
  const hint = '(--verbose shows where it happened)'
  return { message: `${chain(error).join(': ')} ${hint}`, exitCode: 1 }
}

/** What an error and its causes say, each once. */
function chain(error: unknown): string[] {
  const said: string[] = []
  for (let at = error; at instanceof Error; at = at.cause) {
    const [line = at.name] = messageOf(at).split('\n', 1)
    if (line !== '' && !said.some((earlier) => earlier.includes(line))) said.push(line)
  }
  return said
}

/** A refused connection to a name with several addresses says nothing itself, only its parts do. */
function messageOf(error: Error): string {
  if (error.message !== '' || !(error instanceof AggregateError)) return error.message
  const [first] = error.errors as readonly unknown[]
  return first instanceof Error ? first.message : error.name
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
