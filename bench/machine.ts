import { cpus, totalmem, type } from 'node:os'
import { postgresVersion } from '#cli/doctor/postgres-version.ts'

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  readonly postgres: string
}

/** What was measured on. */
export function machine(): Machine {
  const cores = cpus()
  return {
    cpu: cores[0]?.model.trim() || 'unknown',
    cores: cores.length,
    memoryGb: Number((totalmem() / 1_073_741_824).toFixed(1)),
    system: `${type()} ${process.arch}`,
    node: process.versions.node,
    postgres: postgresVersion(),
  }
}
