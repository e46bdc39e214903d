import { saysOf } from '#kernel/core/fault.ts'
import { withoutRoot, type Rights } from '#adapters/embedded/without-root.ts'
import { fail, ok, warn, type Check } from '#cli/doctor/check.ts'
import { postgresVersion } from '#cli/doctor/postgres-version.ts'

const nodeMajor = 24
const postgresMajor = 18

export function checkNode(version = process.versions.node): Check {
  const major = Number.parseInt(version, 10)
  if (major === nodeMajor) return ok('Node', version)
  return major > nodeMajor
    ? warn('Node', `${version} is newer than what this was tried with`, 'npm ci brings Node 24')
    : fail('Node', `${version} cannot run this program`, 'run npm ci: it brings Node 24')
}

/** The server that npm installed: there, and able to run. */
export function checkPostgres(version = postgresVersion): Check {
  let found: string
  try {
    found = version()
  } catch (error) {
    const reason = saysOf(error)
    const advice = 'run npm ci again; it needs glibc on Linux, and x64 or arm64'
    return fail('PostgreSQL', `it does not run: ${reason}`, advice)
  }
  return Number.parseInt(found, 10) === postgresMajor
    ? ok('PostgreSQL', found)
    : fail('PostgreSQL', `this is ${found}, and data is of ${postgresMajor}`, 'run npm ci again')
}

/** PostgreSQL refuses to run as root; whether there is a way around it here. */
export function checkRights(
  rightsHere: () => Rights = withoutRoot,
  isRoot = process.getuid?.() === 0,
): Check {
  const name = 'Account'
  let rights: Rights
  try {
    rights = rightsHere()
  } catch {
    return fail(name, 'root, with no way for PostgreSQL not to be', 'start it as another user')
  }
  const command = rights.commandLine('postgres', [])
  if (rights.identity.uid !== undefined) {
    return warn(
      name,
      'root; user namespaces are forbidden, so PostgreSQL runs as nobody and may keep its data in /var/tmp',
      'start it as an ordinary user, or allow user namespaces',
    )
  }
  if (isRoot) return ok(name, 'root; PostgreSQL runs in a user namespace of its own')
  return command.includes('setpriv')
    ? ok(name, 'an ordinary user')
    : warn(
        name,
        'an ordinary user; a store that is killed may leave its PostgreSQL running',
        'nothing: the next start stops it (setpriv of util-linux would avoid it)',
      )
}
