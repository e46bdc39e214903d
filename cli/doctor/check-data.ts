// The data folder of a store that is not asked to start: nothing is written here.

import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Rights } from '#adapters/embedded/without-root.ts'
import { fail, ok, warn, type Check } from '#cli/doctor/check.ts'
import { loadSettings, type Settings } from '#cli/up/settings.ts'
import { knownRegions } from '#cli/up/topology.ts'

const name = 'Data'
const postgresMajor = '18'

export function checkData(dir: string, { dataPlace }: Pick<Rights, 'dataPlace'>): Check {
  const folder = resolve(dir)
  if (!existsSync(folder)) return ok(name, `none yet in ${folder}`)
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return fail(name, `${folder} cannot be written`, 'give it to this user, or use another --dir')
  }
  if (!existsSync(join(folder, 'settings.json'))) {
    return readdirSync(folder).length === 0
      ? ok(name, `none yet in ${folder}`)
      : warn(
          name,
          `${folder} holds files, and no store`,
          'a store can start there; another --dir keeps them apart',
        )
  }
  let settings: Settings
  try {
    settings = loadSettings(folder, {})
  } catch (error) {
    return fail(name, (error as Error).message, 'nothing was changed')
  }
  const damaged = firstDamage(folder, settings, dataPlace)
  if (damaged !== null) return damaged
  const regions = settings.regions === 1 ? 'one region' : `${settings.regions} regions`
  return ok(name, `a store of ${regions}, ${settings.mode}, in ${folder}`)
}

function firstDamage(
  folder: string,
  settings: Settings,
  dataPlace: Rights['dataPlace'],
): Check | null {
  for (const { code } of knownRegions.slice(0, settings.regions)) {
    const data = dataPlace(join(folder, code, 'postgres'))
    // A region that has never been up has no data, and none is missing.
    if (!existsSync(data)) continue
    const version = versionOf(data)
    if (version === null) {
      const advice = `put it back, or move ${data} away: the region is then copied from the other one`
      return fail(name, `${data} holds no PostgreSQL data`, advice)
    }
    if (version !== postgresMajor) {
      const says = `${data} is of PostgreSQL ${version}, and this is ${postgresMajor}`
      return fail(name, says, 'use the version of Meridian that wrote it')
    }
  }
  return null
}

function versionOf(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  } catch {
    return null
  }
}
