import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { PairDurability } from '#kernel/ports/replication.ts'
import { CommandError } from '#cli/command.ts'

/** Written once into a data folder; a folder of another format is left alone. */
const format = 1

/** What a data folder remembers between starts. */
export interface Settings {
  readonly format: number
  readonly mode: 'active-active' | 'warm-standby'
  readonly durability: PairDurability
  readonly regions: 1 | 2
  readonly internalSecret: string
  readonly webhookSecrets: { readonly bank: string; readonly carrier: string }
}

/** @throws CommandError when the folder was written by another version, or its settings are broken */
export function loadSettings(
  dir: string,
  wanted: {
    mode?: Settings['mode'] | undefined
    durability?: Settings['durability'] | undefined
    regions?: Settings['regions'] | undefined
  },
): Settings {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const file = join(dir, 'settings.json')
  if (existsSync(file)) {
    const known = read(file)
    for (const key of ['mode', 'durability', 'regions'] as const) {
      const wish = wanted[key]
      if (wish !== undefined && wish !== known[key]) {
        throw new CommandError(
          `${dir} holds a store with ${key} ${known[key]}; use another --dir for ${key} ${wish}`,
        )
      }
    }
    return known
  }
  const fresh: Settings = {
    format,
    mode: wanted.mode ?? 'active-active',
    durability: wanted.durability ?? 'synchronous',
    regions: wanted.regions ?? 2,
    internalSecret: randomBytes(24).toString('base64url'),
    webhookSecrets: {
      bank: randomBytes(24).toString('base64url'),
      carrier: randomBytes(24).toString('base64url'),
    },
  }
  writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 })
  return fresh
}

function read(file: string): Settings {
  const known = withDefaults(parsed(file))
  if (known?.format === format && isComplete(known)) return known as Settings
  if (typeof known?.format !== 'number' || known.format === format) {
    throw new CommandError(
      `${file} is damaged: restore it, or move the folder away and start afresh`,
      1,
    )
  }
  throw new CommandError(
    `${file} was written by another version of Meridian (format ${known.format}, this one reads ` +
      `${format}): use that version, or another --dir`,
    1,
  )
}

function parsed(file: string): Partial<Settings> | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Settings> | null
  } catch {
    return null
  }
}

/** What a folder of this format may lack because it is older than the setting. */
function withDefaults(known: Partial<Settings> | null): Partial<Settings> | null {
  return known?.format === format ? { durability: 'synchronous', ...known } : known
}

function isComplete({
  mode,
  durability,
  regions,
  internalSecret,
  webhookSecrets,
}: Partial<Settings>) {
  return (
    (durability === 'synchronous' || durability === 'asynchronous') &&
    (mode === 'active-active' || mode === 'warm-standby') &&
    (regions === 1 || regions === 2) &&
    typeof internalSecret === 'string' &&
    typeof webhookSecrets?.bank === 'string' &&
    typeof webhookSecrets.carrier === 'string'
  )
}
