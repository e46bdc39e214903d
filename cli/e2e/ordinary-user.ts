import { spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { cliFile } from '#cli/e2e/run-cli.ts'

const nobody = 65_534
const drop = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--'] as const

/**
 * What runs a command as a user without rights: nothing where this process has none itself.
 * @returns null where such a user cannot read this program
 */
export function ordinaryUser(folder: string): readonly string[] | null {
  if (process.getuid?.() !== 0) return []
  const [file, ...args] = [...drop, process.execPath, cliFile, '--help']
  if (spawnSync(file, args, { cwd: tmpdir(), stdio: 'ignore' }).status !== 0) return null
  chownSync(folder, nobody, nobody)
  return drop
}
