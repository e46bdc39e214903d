import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '#kernel/core/fault.ts'
import { isRunning, programOf, signal } from '#adapters/embedded/process-tree.ts'

const stopWithinMs = 20_000

/** Servers that this very process has started and not yet seen end. */
const ours = new Set<number>()

/** Remembers who started the server of a folder, so that an orphan can be told from one in use. */
export function claimFolder(folder: string, server: number, exited: Promise<void>): void {
  writeFileSync(ownerFile(folder), String(process.pid))
  ours.add(server)
  void exited.then(() => ours.delete(server))
}

/**
 * Clears away what an earlier run left in a data folder: the lock file of a server that was killed,
 * whose process id may be another program's by now, or a server whose owner died without it.
 * @throws Fault `unavailable` when somebody else's server is using the folder
 */
export async function clearLeftovers(folder: string): Promise<void> {
  const lockFile = join(folder, 'postmaster.pid')
  const server = firstNumber(lockFile)
  if (server === null) return
  if (!isRunning(server) || !programOf(server)?.startsWith('postgres')) {
    rmSync(lockFile, { force: true })
    return
  }
  const owner = firstNumber(ownerFile(folder))
  const owned = owner === process.pid ? ours.has(server) : owner === null || isRunning(owner)
  if (owned) {
    throw new Fault('unavailable', `${folder} is in use by PostgreSQL with process id ${server}`)
  }
  signal(server, 'SIGINT')
  const end = performance.now() + stopWithinMs
  while (isRunning(server)) {
    if (performance.now() > end) signal(server, 'SIGQUIT')
    await sleep(50)
  }
}

function firstNumber(file: string): number | null {
  try {
    const line = Number.parseInt(readFileSync(file, 'utf8'), 10)
    return Number.isSafeInteger(line) && line > 0 ? line : null
  } catch {
    return null
  }
}

function ownerFile(folder: string): string {
  return join(folder, 'meridian-owner.pid')
}
