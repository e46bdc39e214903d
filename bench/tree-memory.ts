import { readFileSync } from 'node:fs'
import { childrenOf, programOf } from '#adapters/embedded/process-tree.ts'

export interface TreeMemory {
  readonly processes: number
  /** What is shared counts once, divided among those who share it. */
  readonly pssMb: number
  /** What is shared counts for each who shares it, so PostgreSQL's buffers count many times. */
  readonly rssMb: number
  /** Program → proportional megabytes. */
  readonly byProgram: Readonly<Record<string, number>>
}

/** Memory of a process and of all that it has started; null where the system does not tell. */
export function treeMemory(pid: number): TreeMemory | null {
  const byProgram: Record<string, number> = {}
  let [processes, pssMb, rssMb] = [0, 0, 0]
  for (const one of treeOf(pid)) {
    const memory = memoryOf(one)
    if (memory === null) continue
    const program = nameOf(one)
    processes += 1
    pssMb += memory.pssMb
    rssMb += memory.rssMb
    byProgram[program] = (byProgram[program] ?? 0) + memory.pssMb
  }
  return processes === 0 ? null : { processes, pssMb, rssMb, byProgram }
}

function treeOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)]
}

function memoryOf(pid: number): { pssMb: number; rssMb: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    const mb = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1_024
    return { pssMb: mb('Pss'), rssMb: mb('Rss') }
  } catch {
    return null
  }
}

/** Node calls its process after its main thread. */
function nameOf(pid: number): string {
  const program = programOf(pid) ?? 'gone'
  return program === 'MainThread' ? 'node' : program
}
