import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '#cli/command.ts'
import { isAlive, storeFile, type StoreFile } from '#cli/running-store.ts'

interface Owner {
  readonly pid: number
  /** Tells a process from another that has its number now; null where that cannot be known. */
  readonly born: string | null
}

/**
 * One store at a time in a data folder. What a killed process has left does not count.
 * @returns gives the folder free again
 * @throws CommandError when another process has it
 */
export function claimFolder(dir: string): () => void {
  const file = join(dir, 'up.lock')
  for (;;) {
    try {
      const owner: Owner = { pid: process.pid, born: bornAt(process.pid) }
      writeFileSync(file, `${JSON.stringify(owner)}\n`, { flag: 'wx', mode: 0o600 })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = ownerIn(file)
    if (owner !== null && isAlive(owner.pid) && bornAt(owner.pid) === owner.born) {
      const where = addressIn(dir) ?? 'it is still starting'
      throw new CommandError(
        `a store is running in ${dir} already, in process ${owner.pid}: ${where}`,
      )
    }
    rmSync(file, { force: true })
  }
}

function ownerIn(file: string): Owner | null {
  return contentOf<Owner>(file)
}

function addressIn(dir: string): string | undefined {
  return contentOf<StoreFile>(storeFile(dir))?.edge
}

function contentOf<Content>(file: string): Content | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content
  } catch {
    return null
  }
}

/** When a process began, in ticks since the machine did (`proc_pid_stat(5)`, field 22). */
function bornAt(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
