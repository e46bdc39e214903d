import { queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '#apps/ui/api/client.ts'

export type Zone = Answer<'GET /v1/admin/shipping-zones'>['zones'][number]
export type Rate = Zone['rates'][number]
export type Pricing = Answer<'GET /v1/admin/pricing'>

export const zonesQuery = () =>
  queryOptions({
    queryKey: ['zones'],
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) => (await call('GET /v1/admin/shipping-zones', { signal })).zones,
  })

export const pricingQuery = () =>
  queryOptions({
    queryKey: ['pricing'],
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) => call('GET /v1/admin/pricing', { signal }),
  })
