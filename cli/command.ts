/** One command of the command line. */
export interface CliCommand {
  /** What `--help` prints. */
  readonly help: string
  /** @returns the exit code: 0 well, 1 a broken promise or refused rows, 2 wrong use or nothing running */
  run(args: readonly string[]): Promise<number>
}

/** Something the person at the terminal can do something about: printed without a stack. */
export class CommandError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = 2) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}
