import type { CliCommand } from '#cli/command.ts'
import { deadLetters } from '#cli/commands/dead-letters.ts'
import { doctor } from '#cli/commands/doctor.ts'
import { drill } from '#cli/commands/drill.ts'
import { exportCatalog } from '#cli/commands/export.ts'
import { importCatalog } from '#cli/commands/import.ts'
import { region } from '#cli/commands/region.ts'
import { shop } from '#cli/commands/shop.ts'
import { status } from '#cli/commands/status.ts'
import { up } from '#cli/commands/up.ts'

/** In the order in which the overview shows them. */
export const commands: readonly CliCommand[] = [
  up,
  status,
  importCatalog,
  exportCatalog,
  region,
  drill,
  shop,
  deadLetters,
  doctor,
]
