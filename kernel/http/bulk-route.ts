import { isRefusal } from '#kernel/core/decider.ts'
import { isFault } from '#kernel/core/fault.ts'
import type { Answers } from '#kernel/http/command-route.ts'
import type { Incoming } from '#kernel/http/incoming.ts'
import type { HttpLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import { json } from '#kernel/http/outgoing.ts'
import { requestView } from '#kernel/http/request-view.ts'
import { sendElsewhere } from '#kernel/http/send-elsewhere.ts'
import { withDeadline } from '#kernel/resilience/deadline.ts'
import type { Context } from '#kernel/service/context.ts'
import type { BulkItem, BulkResult, BulkRoute } from '#kernel/service/route.ts'

/** Documents of one request that are committed at the same time. */
const atOnce = 64

/** Many commands in one request, each for itself; the first fault ends the request. */
export function bulkAnswers(options: HttpOptions, limits: HttpLimits): Answers<BulkRoute> {
  return (route, context) => async (incoming) => {
    const home = context.homeFor(route.aggregate.home)
    if (!options.serving.serves(home)) return sendElsewhere(options, incoming, home, limits.bulkMs)
    try {
      const work = decideAll(options, route, context, incoming)
      const answer = await withDeadline(options.clock, limits.bulkMs, work, 'outcome-unknown')
      return json(200, answer, { 'cache-control': 'no-store' })
    } catch (error) {
      if (isFault(error, 'not-serving')) {
        return sendElsewhere(options, incoming, home, limits.bulkMs, error)
      }
      throw error
    }
  }
}

async function decideAll(
  { executor, random }: HttpOptions,
  route: BulkRoute,
  context: Context,
  incoming: Incoming,
): Promise<unknown> {
  const request = requestView(incoming, random, null)
  const items = await route.items(request, context)
  const results: BulkResult[] = []
  const lines: { readonly item: BulkItem; readonly place: number }[][] = []
  const lineOf = new Map<string, (typeof lines)[number]>()
  for (const [place, item] of items.entries()) {
    if (isRefusal(item)) {
      results[place] = { outcome: 'refused', refusal: item }
      continue
    }
    const line = lineOf.get(item.id) ?? []
    if (line.length === 0) lines.push(line)
    lineOf.set(item.id, line)
    line.push({ item, place })
  }
  const { aggregate } = route
  const workers = Array.from({ length: Math.min(atOnce, lines.length) }, async () => {
    for (let line = lines.pop(); line; line = lines.pop()) {
      for (const { item, place } of line) {
        const { id, command } = item
        results[place] = await executor.execute({ aggregate, id, command })
      }
    }
  })
  await Promise.all(workers)
  return route.answer(results, request, context)
}
