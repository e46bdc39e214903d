import type { Workload } from '#kernel/service/workload.ts'

/**
 * What people do all day, service by service. They are prepared in this order: there must be
 * products before they can be counted, and units before they can be bought.
 */
export const workloads: readonly Workload[] = []
