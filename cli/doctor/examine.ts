import { withoutRoot, type Rights } from '#adapters/embedded/without-root.ts'
import { checkData } from '#cli/doctor/check-data.ts'
import { checkLeftovers, frontDoorOf } from '#cli/doctor/check-leftovers.ts'
import { checkPorts } from '#cli/doctor/check-ports.ts'
import { checkNode, checkPostgres, checkRights } from '#cli/doctor/check-programs.ts'
import { checkCores, checkDisk, checkFiles, checkMemory } from '#cli/doctor/check-resources.ts'
import type { Check } from '#cli/doctor/check.ts'

/** Everything that decides whether a store can run here. Changes nothing. */
export async function examine({ dir, port }: { dir: string; port: number }): Promise<Check[]> {
  const rights = rightsOrPlain()
  return [
    checkNode(),
    checkPostgres(),
    checkRights(),
    checkCores(),
    checkMemory(),
    checkDisk(dir),
    checkFiles(),
    await checkPorts(port, frontDoorOf(dir)),
    checkData(dir, rights),
    checkLeftovers(dir, rights),
  ]
}

/** Where data lies must be known even where PostgreSQL could not run. */
function rightsOrPlain(): Pick<Rights, 'dataPlace'> {
  try {
    return withoutRoot()
  } catch {
    return { dataPlace: (wanted) => wanted }
  }
}
