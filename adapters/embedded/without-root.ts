// PostgreSQL refuses to run as root, and rightly so. Root therefore starts it in a user namespace of
// its own, where root is uid 1000: it needs no other account, and it still reaches folders that only
// root may enter. Where namespaces are forbidden it runs as `nobody`, which reaches little; what it
// needs is then put where it can.
//
// Where the machine can do it, the server also gets a signal when the process that started it dies,
// so that a killed store leaves no server behind.

import { spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Fault } from '#kernel/core/fault.ts'
import { digest } from '#kernel/core/id.ts'

export interface Rights {
  /** The whole command line for a program and its arguments. */
  commandLine(file: string, args: readonly string[]): readonly [string, ...string[]]
  /** To be handed to `spawn`. */
  readonly identity: { readonly uid?: number; readonly gid?: number }
  /** Where a folder that the program writes really goes. */
  dataPlace(wanted: string): string
  /** Where a folder of programs can be run from. */
  programPlace(wanted: string): string
  /** Hands a file or folder over to whoever the program runs as. */
  giveAway(path: string): void
}

/** The rights that fit this process. @throws Fault `unavailable` when root has no way to drop them */
export function withoutRoot(): Rights {
  const followsParent = runs(...dieWithParent, 'true') ? dieWithParent : []
  if (process.getuid?.() !== 0) return asThisUser(followsParent)
  if (runs(...namespace, 'true')) return asThisUser([...namespace, ...followsParent])
  return asNobody(followsParent)
}

/** For root where user namespaces are forbidden. */
export function asNobody(prefix: readonly string[] = []): Rights {
  const identity = { uid: nobody, gid: nobody }
  if (spawnSync('true', [], identity).error !== undefined) {
    throw new Fault('unavailable', 'PostgreSQL does not run as root: start this as another user')
  }
  return {
    identity,
    commandLine: (file, args) => [...prefix, file, ...args] as [string, ...string[]],
    dataPlace: (wanted) =>
      openToAll(dirname(wanted)) ? wanted : join(fallbackRoot, `meridian-${digest(wanted)}`),
    programPlace(wanted) {
      if (openToAll(wanted)) return wanted
      const copy = join(fallbackRoot, `meridian-programs-${digest(wanted)}`)
      if (existsSync(copy)) return copy
      const unfinished = `${copy}.${process.pid}`
      cpSync(wanted, unfinished, { recursive: true, verbatimSymlinks: true })
      renameSync(unfinished, copy)
      return copy
    },
    giveAway: (path) => chownSync(path, nobody, nobody),
  }
}

const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'] as const
const dieWithParent = ['setpriv', '--pdeathsig', 'INT', '--'] as const
const nobody = 65_534
const fallbackRoot = '/var/tmp'

function asThisUser(prefix: readonly string[]): Rights {
  return {
    identity: {},
    commandLine: (file, args) => [...prefix, file, ...args] as [string, ...string[]],
    dataPlace: (wanted) => wanted,
    programPlace: (wanted) => wanted,
    giveAway: () => undefined,
  }
}

function runs(file: string, ...args: string[]): boolean {
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0
}

function openToAll(folder: string): boolean {
  const open = (statSync(folder, { throwIfNoEntry: false })?.mode ?? 0) & 0o001
  return open !== 0 && (folder === dirname(folder) || openToAll(dirname(folder)))
}
