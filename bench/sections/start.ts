import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#adapters/embedded/free-port.ts'
import { median, type Figure } from '#bench/figure.ts'
import type { MachineSection } from '#bench/section.ts'
import { startedShop } from '#bench/started-shop.ts'
import { treeMemory, type TreeMemory } from '#bench/tree-memory.ts'

const firstMaxMs = 8_000
const laterMaxMs = 5_000
const memoryMaxMb = 900
const idleMs = 10_000

/** The first command that anybody types. */
export const start: MachineSection = {
  name: 'start',
  summary: 'from npm start to the first product, and what all processes hold when idle',
  on: 'machine',
  measure: async ({ toy, runs, say }) => {
    const first: number[] = []
    const later: number[] = []
    const memory: TreeMemory[] = []
    const launcher: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const dir = await mkdtemp(join(tmpdir(), 'meridian-bench-'))
      try {
        const shop = await startedShop(dir, await freePort())
        first.push(shop.tookMs)
        try {
          await sleep(toy ? 0 : idleMs)
          const held = treeMemory(shop.storePid)
          if (held !== null) memory.push(held)
          launcher.push((treeMemory(shop.pid)?.pssMb ?? 0) - (held?.pssMb ?? 0))
        } finally {
          await shop.stop()
        }
        const again = await startedShop(dir, await freePort())
        later.push(again.tookMs)
        await again.stop()
        say(`  run ${run + 1} of ${runs}: ${seconds(first)} s at first, then ${seconds(later)} s`)
      } finally {
        await rm(dir, { recursive: true, force: true })
      }
    }
    return [
      within('npm start to the first product, in an empty folder', first, firstMaxMs),
      within('npm start to the first product, later', later, laterMaxMs),
      ...memoryFigure(memory, launcher),
    ]
  },
}

function within(what: string, runs: readonly number[], maxMs: number): Figure {
  return { what, unit: 'ms', runs, target: `≤ ${maxMs} ms`, met: median(runs) <= maxMs }
}

function memoryFigure(memory: readonly TreeMemory[], launcher: readonly number[]): Figure[] {
  const [one] = memory
  if (one === undefined) return []
  const runs = memory.map(({ pssMb }) => pssMb)
  const programs = Object.entries(one.byProgram)
    .sort(([, a], [, b]) => b - a)
    .map(([program, mb]) => `${program} ${mb.toFixed(0)}`)
  const summed = median(memory.map(({ rssMb }) => rssMb))
  return [
    {
      what: 'all processes together, idle with the demo catalogue (proportional, PSS)',
      unit: 'MB',
      runs,
      target: `≤ ${memoryMaxMb} MB`,
      met: median(runs) <= memoryMaxMb,
      notes:
        `${one.processes} processes: ${programs.join(', ')} MB; RSS, which counts shared memory ` +
        `again and again, ${summed.toFixed(0)} MB; npm itself ${median(launcher).toFixed(0)} MB more`,
    },
  ]
}

function seconds(ms: readonly number[]): string {
  return ((ms.at(-1) ?? 0) / 1_000).toFixed(1)
}
