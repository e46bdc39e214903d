import { isRefusal, type Refusal } from '#kernel/core/decider.ts'
import type { RegionSight } from '#kernel/ports/operations.ts'
import type { Context } from '#kernel/service/context.ts'
import { query } from '#kernel/service/route.ts'
import {
  operationsRefusals,
  RegionParams,
  RegionsView,
  type RegionView,
} from '#services/operations/contract.ts'
import { regionViews } from '#services/operations/region-view.ts'

type Items = { readonly items: readonly RegionView[] }

export const regionRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/operations/regions',
    permission: 'operations:read',
    summary: 'How each region stands, and what can be asked of it',
    response: RegionsView,
    handle: (_request, context) => viewsOf(context),
  }),

  query({
    method: 'POST',
    path: '/v1/admin/operations/regions/{code}/evacuations',
    permission: 'operations:write',
    summary: 'Hand every home of a region over to the other, failing no request',
    params: RegionParams,
    response: RegionsView,
    handle: async ({ params: { code } }, context) => {
      const found = await sightOf(code, context)
      if (isRefusal(found)) return found
      const serves = found.sight.report?.serves ?? []
      if (serves.length === 0) return operationsRefusals.notDone(`${code} serves no home.`)
      return handOverAll(code, serves, context)
    },
  }),

  query({
    method: 'POST',
    path: '/v1/admin/operations/regions/{code}/hand-backs',
    permission: 'operations:write',
    summary: 'Give a region its home back',
    params: RegionParams,
    response: RegionsView,
    handle: async ({ params: { code } }, context) => {
      const found = await sightOf(code, context)
      if (isRefusal(found)) return found
      const { other } = found
      if (other?.report?.serves.includes(code) !== true)
        return operationsRefusals.notDone(`${code} has its home already.`)
      if (other.report.standing === 'solo')
        return operationsRefusals.notDone(
          `${other.code} goes on alone: ${code} has to rejoin first.`,
        )
      return handOverAll(other.code, [code], context)
    },
  }),
]

async function viewsOf(context: Context): Promise<Items> {
  return { items: regionViews(await context.ports.operations.regions()) }
}

async function sightOf(
  code: string,
  context: Context,
): Promise<{ sight: RegionSight; other: RegionSight | undefined } | Refusal> {
  const sights = await context.ports.operations.regions()
  const sight = sights.find((each) => each.code === code)
  if (sight === undefined) return operationsRefusals.noRegion(`"${code}" is none.`, '/code')
  return { sight, other: sights.find((each) => each.code !== code) }
}

async function handOverAll(
  from: string,
  homes: readonly string[],
  context: Context,
): Promise<Items | Refusal> {
  for (const home of homes) {
    const outcome = await context.ports.operations.handOver(from, home)
    if (outcome !== 'done') return operationsRefusals.notDone(outcome.says)
  }
  return viewsOf(context)
}
