import type { Workload } from '#kernel/service/workload.ts'
import { fillShelves, habits } from '#services/inventory/habits.ts'
import { invariants } from '#services/inventory/invariants.ts'

export const workload: Workload = {
  service: 'inventory',
  prepare: fillShelves,
  habits,
  invariants,
}
