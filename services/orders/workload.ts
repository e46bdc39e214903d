import type { Workload } from '#kernel/service/workload.ts'
import { habits } from '#services/orders/habits.ts'
import { lastingInvariants } from '#services/orders/lasting-invariants.ts'
import { restingInvariants } from '#services/orders/resting-invariants.ts'

export const workload: Workload = {
  service: 'orders',
  habits,
  invariants: [...lastingInvariants, ...restingInvariants],
}
