import { spawnSync } from 'node:child_process'
import { postgresBinaries } from '#adapters/embedded/postgres-binaries.ts'
import { withoutRoot } from '#adapters/embedded/without-root.ts'

/** Such as `18.4`, as the installed program says. @throws Error when it is missing or does not run */
export function postgresVersion(): string {
  const rights = withoutRoot()
  const { postgres } = postgresBinaries(rights)
  const [file, ...args] = rights.commandLine(postgres, ['--version'])
  const ran = spawnSync(file, args, { ...rights.identity, encoding: 'utf8', timeout: 10_000 })
  if (ran.status !== 0)
    throw ran.error ?? new Error(ran.stderr.trim() || `it ended with ${ran.status}`)
  return /\d+(?:\.\d+)*\S*/.exec(ran.stdout)?.[0] ?? ran.stdout.trim()
}
