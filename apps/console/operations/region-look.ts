import type { BadgeLook } from '#apps/ui/badge.tsx'
import type { Region } from '#apps/console/operations/operations-queries.ts'

/** How a region is, in one word and one colour. */
export function healthOf({ standing, writesHalted }: Region): { look: BadgeLook; says: string } {
  if (standing === 'silent') return { look: 'bad', says: 'Silent' }
  if (standing === 'out') return { look: 'bad', says: 'Out' }
  if (standing === 'starting') return { look: 'warn', says: 'Starting' }
  if (writesHalted !== null) return { look: 'warn', says: 'Writes wait' }
  if (standing === 'solo') return { look: 'warn', says: 'Alone' }
  return { look: 'good', says: 'Healthy' }
}
