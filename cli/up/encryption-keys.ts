import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '#cli/command.ts'

const keyBytes = 32
const isKey = (key: unknown): boolean =>
  typeof key === 'string' && Buffer.from(key, 'base64').length === keyBytes

/**
 * What both regions encrypt with, made at the first start. In a file of its own, so that it can be kept apart
 * from copies of the database. A new key is put in front of the old ones by hand, then the store started again.
 * @throws CommandError when the file holds anything else
 */
export function encryptionKeys(dir: string): readonly string[] {
  const file = join(dir, 'encryption-keys.json')
  if (!existsSync(file)) {
    const keys = [randomBytes(keyBytes).toString('base64')]
    writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    return keys
  }
  const keys = parsed(file)
  if (Array.isArray(keys) && keys.length > 0 && keys.every(isKey)) return keys as string[]
  throw new CommandError(
    `${file} is damaged: restore it. Without it, authenticators and tokens of apps are lost`,
    1,
  )
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
