import type { CliCommand } from '#cli/command.ts'

/** A command as the overview shows it; what it needs is loaded when somebody asks for it. */
export interface ListedCommand {
  readonly name: string
  /** One line. */
  readonly summary: string
  readonly load: () => Promise<CliCommand>
}

/** In the order in which the overview shows them. */
export const commands: readonly ListedCommand[] = [
  {
    name: 'up',
    summary: 'start a store: two regions and the world around them, on this machine',
    load: async () => (await import('#cli/commands/up.ts')).up,
  },
  {
    name: 'status',
    summary: 'regions, epochs, replication lag, queues, dead letters',
    load: async () => (await import('#cli/commands/status.ts')).status,
  },
  {
    name: 'import',
    summary: 'put a catalogue file into the running store',
    load: async () => (await import('#cli/commands/import.ts')).importCatalog,
  },
  {
    name: 'export',
    summary: 'write the catalogue of the running store to a file',
    load: async () => (await import('#cli/commands/export.ts')).exportCatalog,
  },
  {
    name: 'region',
    summary: 'faults and operations on the running store',
    load: async () => (await import('#cli/commands/region.ts')).region,
  },
  {
    name: 'drill',
    summary: 'rehearse a bad day under live shoppers, and audit what it cost',
    load: async () => (await import('#cli/commands/drill.ts')).drill,
  },
  {
    name: 'shop',
    summary: 'realistic load: shoppers who browse, fill carts and pay',
    load: async () => (await import('#cli/commands/shop.ts')).shop,
  },
  {
    name: 'simulate',
    summary: 'live through days of bad luck in virtual time, and check every promise',
    load: async () => (await import('#cli/commands/simulate.ts')).simulate,
  },
  {
    name: 'dead-letters',
    summary: 'list, show, redrive or discard what could not be delivered',
    load: async () => (await import('#cli/commands/dead-letters.ts')).deadLetters,
  },
  {
    name: 'staff',
    summary: 'a way back in for an owner who is locked out',
    load: async () => (await import('#cli/commands/staff.ts')).staff,
  },
  {
    name: 'doctor',
    summary: 'check whether a store can run on this machine',
    load: async () => (await import('#cli/commands/doctor.ts')).doctor,
  },
]
