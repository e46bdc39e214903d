// What the tests of the edge share: an edge before two regions that can fail at will.

import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEdge, type Edge, type EdgeOptions } from '#world/edge/edge.ts'
import { startFakeRegion } from '#world/edge/fake-region.ts'

const open: { close(): Promise<void> }[] = []
after(() => Promise.all(open.map((each) => each.close())))

export async function twoRegions(options: Partial<EdgeOptions> = {}) {
  const [sin, syd] = await Promise.all([startFakeRegion('sin'), startFakeRegion('syd')])
  const edge = await startEdge({
    port: 0,
    rateLimit: null,
    regions: [sin, syd].map(({ code, url }) => ({
      code,
      name: `ap-${code}`,
      url,
      weight: 1,
      latencyMs: 0,
    })),
    ...options,
  })
  open.push(edge, sin, syd)
  return { sin, syd, edge, regions: [sin, syd] as const }
}

export const prefer = (region: string, more: Record<string, string> = {}) => ({
  headers: { 'meridian-region-preference': region, ...more },
})

export const stateOf = (edge: Edge, code: string) =>
  edge.status().regions.find((region) => region.code === code)?.state

export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5)
}
