// A store started as a person starts it: `meridian up` in a process of its own.

import { spawn, type ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { cliFile } from '#cli/e2e/run-cli.ts'
import { until } from '#cli/e2e/until.ts'
import { runningStore, type StoreFile } from '#cli/running-store.ts'

const opensWithinMs = 45_000
const endsWithinMs = 30_000

export class Terminal {
  readonly #child: ChildProcess
  readonly #dir: string
  #text = ''
  #code: number | null | undefined

  /** @param by what runs the command line, such as a program that changes the user */
  constructor(dir: string, args: readonly string[], by: readonly string[] = []) {
    this.#dir = dir
    const line = [...by, process.execPath, cliFile, 'up', '--dir', dir, ...args]
    this.#child = spawn(line[0] ?? '', line.slice(1), {
      cwd: tmpdir(),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A terminal runs each command line as a group of processes.
      detached: true,
    })
    for (const output of [this.#child.stdout, this.#child.stderr]) {
      output?.setEncoding('utf8').on('data', (text: string) => (this.#text += text))
    }
    this.#child.once('close', (code) => (this.#code = code))
  }

  /** Everything it has said so far. */
  get text(): string {
    return this.#text
  }

  /** Waits until the shop is open. @throws Error with what it said when it ends instead */
  async open(): Promise<StoreFile> {
    await until(
      `the shop in ${this.#dir} is open:\n${this.#text}`,
      async () => {
        if (this.#code !== undefined) throw new Error(`it ended with ${this.#code}:\n${this.#text}`)
        return this.#text.includes('The shop is open')
      },
      opensWithinMs,
    )
    return runningStore(this.#dir)
  }

  /** Waits until it says something. */
  says(what: RegExp): Promise<unknown> {
    return until(`it says ${String(what)}`, async () => what.test(this.#text), opensWithinMs)
  }

  /** Ctrl-C, which reaches every process of the group, or worse; waits until it has ended. */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    const { pid } = this.#child
    if (this.#code === undefined && pid !== undefined) {
      process.kill(signal === 'SIGINT' ? -pid : pid, signal)
    }
    return this.ended()
  }

  /** The exit code; null when a signal ended it. */
  async ended(): Promise<number | null> {
    await until('it has ended', async () => this.#code !== undefined, endsWithinMs)
    return this.#code ?? null
  }
}
