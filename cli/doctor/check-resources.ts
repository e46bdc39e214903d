import { readFileSync, statfsSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, resolve } from 'node:path'
import { fail, ok, warn, type Check } from '#cli/doctor/check.ts'

/** Two data folders with their logs, at rest; and what a busy store may write. */
const diskLeastMb = 500
const diskEasyMb = 5_000
/** All processes of a store with the demo catalogue, and room for work. */
const memoryLeastMb = 900
const memoryEasyMb = 2_000
const filesLeast = 256
const filesEasy = 1_024

export function checkDisk(dir: string): Check {
  const folder = nearestFolder(resolve(dir))
  const { bavail, bsize } = statfsSync(folder)
  return checkRoom(
    'Disk',
    { mb: (bavail * bsize) / 1_048_576, leastMb: diskLeastMb, easyMb: diskEasyMb },
    `free where ${folder} is`,
    'make room, or name another folder with --dir',
  )
}

export function checkMemory(bytes = process.availableMemory()): Check {
  return checkRoom(
    'Memory',
    { mb: bytes / 1_048_576, leastMb: memoryLeastMb, easyMb: memoryEasyMb },
    'available',
    'end other programs, or start one region: --regions 1',
  )
}

export function checkCores(cores = availableParallelism()): Check {
  return cores > 1
    ? ok('Cores', String(cores))
    : warn('Cores', 'one', 'it works, slowly; drills may take longer than they promise')
}

/** How many files and connections one process may have open. */
export function checkFiles(most = openFilesMax()): Check {
  if (most === null) return ok('Open files', 'this system does not say how many')
  if (most >= filesEasy) return ok('Open files', `${most} a process`)
  const advice = 'raise it in the shell that starts the store: ulimit -n 4096'
  const says = `${most} a process, and a crowd of shoppers needs more`
  return most < filesLeast ? fail('Open files', says, advice) : warn('Open files', says, advice)
}

function checkRoom(
  name: string,
  { mb, leastMb, easyMb }: { mb: number; leastMb: number; easyMb: number },
  where: string,
  advice: string,
): Check {
  const says = `${mb >= 10_000 ? `${(mb / 1_024).toFixed(0)} GB` : `${mb.toFixed(0)} MB`} ${where}`
  if (mb < leastMb) return fail(name, `${says}; a store needs ${leastMb} MB`, advice)
  return mb < easyMb ? warn(name, `${says}, which is not much`, advice) : ok(name, says)
}

function nearestFolder(folder: string): string {
  const found = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
  return found || folder === dirname(folder) ? folder : nearestFolder(dirname(folder))
}

/** Null where it cannot be told, or where there is no limit. */
function openFilesMax(): number | null {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8')
    const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1]
    return soft === undefined ? null : Number(soft)
  } catch {
    return null
  }
}
