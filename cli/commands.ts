import type { CliCommand } from '#cli/command.ts'
import { deadLetters } from '#cli/commands/dead-letters.ts'
import { drill } from '#cli/commands/drill.ts'
import { region } from '#cli/commands/region.ts'
import { status } from '#cli/commands/status.ts'
import { shop } from '#cli/commands/shop.ts'
import { up } from '#cli/commands/up.ts'

/** In the order in which the overview shows them. */
export const commands: readonly CliCommand[] = [up, status, region, drill, shop, deadLetters]
