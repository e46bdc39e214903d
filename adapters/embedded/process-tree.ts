import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** The processes that a process has started and that still run. */
export function childrenOf(pid: number): readonly number[] {
  return everyProcess().flatMap(([child, parent]) => (parent === pid ? [child] : []))
}

/** Whether a process runs (one that has ended and was not yet reaped does not). */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return process.platform !== 'linux' || statusOf(String(pid))?.state !== 'Z'
}

/** The name of the program that a process runs; null when there is none. */
export function programOf(pid: number): string | null {
  if (process.platform === 'linux') return statusOf(String(pid))?.name ?? null
  const { stdout, status } = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)])
  return status === 0 ? (String(stdout).trim().split('/').at(-1) ?? null) : null
}

/** Sends a signal to a process that may have ended already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function everyProcess(): [pid: number, parent: number][] {
  if (process.platform === 'linux') {
    return readdirSync('/proc').flatMap((name) => {
      const parent = /^\d+$/.test(name) ? statusOf(name)?.parent : undefined
      return parent === undefined ? [] : [[Number(name), parent] as [number, number]]
    })
  }
  const { stdout } = spawnSync('ps', ['-ax', '-o', 'pid=,ppid='])
  return String(stdout)
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0]) => [pid, parent])
}

/** `/proc/<pid>/stat` is `pid (name) state parent …`; the name may hold spaces and brackets. */
function statusOf(pid: string): { name: string; state: string; parent: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = text.lastIndexOf(')')
    const [state = '', parent = '0'] = text.slice(end + 2).split(' ')
    return { name: text.slice(text.indexOf('(') + 1, end), state, parent: Number(parent) }
  } catch {
    return null
  }
}
