import { CommandError } from '#cli/command.ts'
import { regionReports } from '#cli/loss/open-losses.ts'
import type { StoreFile } from '#cli/running-store.ts'

/**
 * What a drill breaks has to be whole before, or its report would be about something else.
 * @throws CommandError naming what to do first, when a region is silent or goes on alone
 */
export async function insistOnWholeStore(store: StoreFile): Promise<void> {
  const reports = await regionReports(store)
  for (const [at, { code }] of store.regions.entries()) {
    const standing = reports[at]?.standing ?? 'silent'
    if (standing === 'paired' || (standing === 'solo' && store.regions.length === 1)) continue
    const isAlone = standing === 'solo'
    const away = isAlone ? store.regions.find((other) => other.code !== code)?.code : code
    throw new CommandError(
      `a drill needs a whole store, and ${code} ${isAlone ? 'goes on alone' : says[standing]}: ` +
        `"meridian region rejoin ${away ?? code}" first, "meridian status" says more`,
      1,
    )
  }
}

const says = {
  silent: 'does not answer',
  starting: 'is still starting',
  out: 'is out of the pair',
}
