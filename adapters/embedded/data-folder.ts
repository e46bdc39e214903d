import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Fault } from '#kernel/core/fault.ts'
import type { Rights } from '#adapters/embedded/without-root.ts'

/** The major version that the binaries are, and so the data must be. */
const majorVersion = '18'
const logMaxBytes = 8 * 1024 * 1024

export const superuser = 'meridian'

/**
 * Makes the folder of a server when there is none. It is made beside its place and then renamed, so
 * that one which was interrupted never counts.
 * @throws Fault `bad-data` when the folder holds something else, or another version's data
 */
export function prepareDataFolder(folder: string, initdb: string, rights: Rights): void {
  const version = versionOf(folder)
  if (version === majorVersion) return
  if (version !== null) {
    throw new Fault(
      'bad-data',
      `${folder} holds data of PostgreSQL ${version}, and this is ${majorVersion}: ` +
        'dump it with that version, or name another folder',
    )
  }
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Fault('bad-data', `${folder} is not empty and holds no PostgreSQL data`)
  }
  mkdirSync(dirname(folder), { recursive: true })
  const unfinished = `${folder}.new-${process.pid}`
  const password = `${unfinished}.password`
  try {
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished, { mode: 0o700 })
    writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
    rights.giveAway(unfinished)
    rights.giveAway(password)
    initialize(initdb, unfinished, password, rights)
    renameSync(password, passwordFile(unfinished))
    rmSync(folder, { recursive: true, force: true })
    renameSync(unfinished, folder)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
    rmSync(password, { force: true })
  }
}

/** The password of the one account, made with the folder and kept in it. */
export function passwordOf(folder: string): string {
  try {
    return readFileSync(passwordFile(folder), 'utf8').trim()
  } catch (cause) {
    throw new Fault('bad-data', `${folder} was not made by this program`, { cause })
  }
}

/** The file for what the server says; an old one that has grown long is put aside. */
export function logFileOf(folder: string, rights: Rights): string {
  const file = join(folder, 'server.log')
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (bytes > logMaxBytes) renameSync(file, `${file}.1`)
  writeFileSync(file, '', { flag: 'a', mode: 0o600 })
  rights.giveAway(file)
  return file
}

/** An environment in which no setting of the caller's changes what PostgreSQL does. */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(others), LC_ALL: 'C' }
}

function initialize(initdb: string, folder: string, password: string, rights: Rights): void {
  const where = ['-D', folder, '-U', superuser, '-E', 'UTF8', '--locale=C', '--no-instructions']
  const access = ['--auth=scram-sha-256', `--pwfile=${password}`]
  const [file, ...args] = rights.commandLine(initdb, [...where, ...access])
  const made = spawnSync(file, args, {
    ...rights.identity,
    cwd: folder,
    env: quietEnvironment(),
    encoding: 'utf8',
  })
  if (made.status === 0) return
  const says = made.error?.message ?? made.stderr.trim()
  throw new Fault('unavailable', `PostgreSQL could not make its data folder: ${says}`)
}

function versionOf(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  } catch {
    return null
  }
}

function passwordFile(folder: string): string {
  return join(folder, 'meridian-password')
}
