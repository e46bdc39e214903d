import { Badge } from '#apps/ui/badge.tsx'
import type { Job } from '#apps/console/operations/operations-queries.ts'

export function JobBadge({ job: { endedAt, passed, error } }: { job: Job }) {
  if (endedAt === null) return <Badge look="info">Goes on</Badge>
  if (error !== null) return <Badge look="bad">Broke off</Badge>
  if (passed === false) return <Badge look="bad">A promise was broken</Badge>
  return <Badge look="good">{passed === true ? 'Every promise kept' : 'Done'}</Badge>
}
