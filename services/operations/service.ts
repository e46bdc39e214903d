import { defineService } from '#kernel/service/define-service.ts'
import { operationsRefusals } from '#services/operations/contract.ts'
import { jobRoutes } from '#services/operations/job-routes.ts'
import { letterRoutes } from '#services/operations/letter-routes.ts'
import { regionRoutes } from '#services/operations/region-routes.ts'
import { sightRoutes } from '#services/operations/sight-routes.ts'
import { traceRoutes } from '#services/operations/trace-routes.ts'

export const operations = defineService({
  name: 'operations',
  does: 'Shows operators both regions, what waits and what failed, and does to them what they ask.',
  routes: [...regionRoutes, ...letterRoutes, ...sightRoutes, ...traceRoutes, ...jobRoutes],
  refusals: operationsRefusals.catalogue,
})
