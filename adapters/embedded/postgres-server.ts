import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { resolve } from 'node:path'
import pg from 'pg'
import { Fault } from '#kernel/core/fault.ts'
import {
  logFileOf,
  passwordOf,
  prepareDataFolder,
  quietEnvironment,
  superuser,
} from '#adapters/embedded/data-folder.ts'
import { PortTaken } from '#adapters/embedded/free-port.ts'
import { claimFolder, clearLeftovers } from '#adapters/embedded/leftover-server.ts'
import { postgresBinaries } from '#adapters/embedded/postgres-binaries.ts'
import { postgresSettings } from '#adapters/embedded/postgres-settings.ts'
import { childrenOf, isRunning, signal } from '#adapters/embedded/process-tree.ts'
import { withoutRoot, type Rights } from '#adapters/embedded/without-root.ts'

/** Crash recovery replays at most `max_wal_size` of log; this is far more than that takes. */
const startWithinMs = 120_000
const stopWithinMs = 20_000
const killedLookMs = 5
const database = 'meridian'

export interface PostgresServer {
  readonly pid: number
  /** With user, password and database: `postgresql://…@127.0.0.1:<port>/meridian`. */
  readonly url: string
  /** Where the data really is: elsewhere than asked when root had to become another user. */
  readonly folder: string
  /** What the server says, for people. */
  readonly logFile: string
  /** Resolves when the server has ended, for whatever reason. */
  readonly exited: Promise<void>
  /** `fast` ends connections and shuts down cleanly; `immediate` leaves recovery to the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>
  /** The server and all its processes are gone at once, as when the machine loses power. */
  kill(): Promise<void>
  /** Freezes the server and all its processes, as when a virtual machine is suspended. */
  pause(): void
  resume(): void
}

/**
 * Starts a real PostgreSQL 18 on loopback. The data folder is made when there is none; what a killed
 * server left behind does not stand in the way. Data is on disk when a commit is acknowledged. Call
 * it from the main thread: the server is told to stop when the thread that started it ends.
 * @throws Fault `unavailable` (port taken, folder in use), `bad-data` (folder of another version)
 */
export async function startPostgres({
  dir,
  port,
  rights = withoutRoot(),
}: {
  dir: string
  port: number
  rights?: Rights
}): Promise<PostgresServer> {
  const binaries = postgresBinaries(rights)
  const folder = rights.dataPlace(resolve(dir))
  prepareDataFolder(folder, binaries.initdb, rights)
  await clearLeftovers(folder)
  const logFile = logFileOf(folder, rights)
  const child = launch(binaries.postgres, { folder, port, logFile, rights })
  const exited = new Promise<void>((tell) => child.once('exit', () => tell()))
  const spawned = await new Promise<number>((tell, fail) => {
    child.once('error', (cause) =>
      fail(new Fault('unavailable', 'cannot run PostgreSQL', { cause })),
    )
    child.once('spawn', () => tell(child.pid ?? 0))
  })
  claimFolder(folder, spawned, exited)
  const server = handle({ child, pid: spawned, exited, folder, logFile, port })
  const logStart = statSync(logFile).size
  try {
    await untilReady(server, child, port)
  } catch (error) {
    await server.stop('immediate')
    throw explained(error, logFile, logStart, port)
  }
  return server
}

function launch(
  postgres: string,
  {
    folder,
    port,
    logFile,
    rights,
  }: { folder: string; port: number; logFile: string; rights: Rights },
): ChildProcess {
  const settings = Object.entries({ ...postgresSettings, port: String(port) })
  const [file, ...args] = rights.commandLine(postgres, [
    '-D',
    folder,
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  const log = openSync(logFile, 'a')
  try {
    // A group of its own: Ctrl-C is for the program that started it, which then stops it in order.
    return spawn(file, args, {
      ...rights.identity,
      cwd: folder,
      env: quietEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    })
  } finally {
    closeSync(log)
  }
}

function handle({
  child,
  pid,
  exited,
  folder,
  logFile,
  port,
}: {
  child: ChildProcess
  pid: number
  exited: Promise<void>
  folder: string
  logFile: string
  port: number
}): PostgresServer {
  const running = () => child.exitCode === null && child.signalCode === null
  const toAll = (name: NodeJS.Signals): readonly number[] => {
    if (!running()) return []
    const all = [pid, ...childrenOf(pid)]
    for (const each of all) signal(each, name)
    return all
  }
  return {
    pid,
    folder,
    logFile,
    exited,
    url: `postgresql://${superuser}:${passwordOf(folder)}@127.0.0.1:${port}/${database}`,
    async stop(mode = 'fast') {
      if (running()) {
        toAll('SIGCONT')
        signal(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
        const impatient = setTimeout(() => running() && signal(pid, 'SIGQUIT'), stopWithinMs)
        await exited
        clearTimeout(impatient)
      }
    },
    async kill() {
      toAll('SIGSTOP')
      const killed = toAll('SIGKILL')
      await exited
      // As long as one of them holds the shared memory, no other server starts on the folder.
      while (killed.some(isRunning)) await sleep(killedLookMs)
    },
    pause: () => toAll('SIGSTOP'),
    resume: () => toAll('SIGCONT'),
  }
}

/** Waits for the server to take connections, and makes the database at the first start. */
async function untilReady(server: PostgresServer, child: ChildProcess, port: number) {
  const end = performance.now() + startWithinMs
  const maintenance = server.url.replace(/\/[^/]*$/, '/postgres')
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Fault('unavailable', 'PostgreSQL ended while it was starting')
    }
    const client = new pg.Client({ connectionString: maintenance, connectionTimeoutMillis: 5_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rows } = await client.query('select from pg_database where datname = $1', [database])
      if (rows.length === 0) await client.query(`create database ${database}`)
      return
    } catch (cause) {
      if (performance.now() > end) {
        throw new Fault('unavailable', `PostgreSQL on port ${port} did not start`, { cause })
      }
      // Another server on the same port: ours ends by itself, and that is what will be reported.
      await sleep(40)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

function explained(error: unknown, logFile: string, from: number, port: number): Fault {
  const says = textFrom(logFile, from)
  if (/could not bind .* address/.test(says)) {
    return new PortTaken(`port ${port} on 127.0.0.1 is taken: name another one`, { cause: error })
  }
  const fatal = /(?:FATAL|PANIC):\s*(.*)/.exec(says)?.[1] ?? 'it gave no reason'
  return new Fault('unavailable', `PostgreSQL did not start: ${fatal} (see ${logFile})`, {
    cause: error,
  })
}

function textFrom(file: string, from: number): string {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(Math.max(statSync(file).size - from, 0))
    readSync(descriptor, bytes, 0, bytes.length, from)
    return bytes.toString('utf8')
  } finally {
    closeSync(descriptor)
  }
}
