import { isRefusal } from '#kernel/core/decider.ts'
import { isFault } from '#kernel/core/fault.ts'
import { bulkMark, settledEarlier, type BulkKey } from '#kernel/http/bulk-marks.ts'
import type { Answers } from '#kernel/http/command-route.ts'
import { keyOf, requestDigest } from '#kernel/http/idempotency.ts'
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
/** Items of one request that may have left marks. */
const placesMax = 500

/**
 * Many commands in one request, each for itself; the first fault ends the request. With a key each
 * takes effect once, and a repeat does what the first request has left undone or refused.
 */
export function bulkAnswers(options: HttpOptions, limits: HttpLimits): Answers<BulkRoute> {
  return (route, context) => async (incoming) => {
    const key = keyOf(incoming)
    const home = context.homeFor(route.aggregate.home)
    if (!options.serving.serves(home)) return sendElsewhere(options, incoming, home, limits.bulkMs)
    try {
      const bulkKey = key === null ? null : { key, asked: requestDigest(incoming), home }
      const work = decideAll(options, route, context, incoming, bulkKey)
      const { answer, replayed } = await withDeadline(
        options.clock,
        limits.bulkMs,
        work,
        'outcome-unknown',
      )
      return json(200, answer, {
        'cache-control': 'no-store',
        ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
      })
    } catch (error) {
      if (isFault(error, 'not-serving')) {
        return sendElsewhere(options, incoming, home, limits.bulkMs, error)
      }
      throw error
    }
  }
}

async function decideAll(
  { executor, ledger, random }: HttpOptions,
  route: BulkRoute,
  context: Context,
  incoming: Incoming,
  bulkKey: BulkKey | null,
): Promise<{ readonly answer: unknown; readonly replayed: boolean }> {
  const { aggregate } = route
  const request = requestView(incoming, random, bulkKey?.key ?? null)
  const items = await route.items(request, context)
  const results: BulkResult[] = []
  const lines: { readonly item: BulkItem; readonly place: number }[][] = []
  const lineOf = new Map<string, (typeof lines)[number]>()
  let done = 0
  let earlier = 0

  const settled = async (place: number): Promise<BulkResult | null> => {
    if (bulkKey === null) return null
    const document = await settledEarlier(ledger, aggregate.kind, bulkKey, place)
    return document && { outcome: 'decided', document, changed: false }
  }
  // A request that had more items, some of them refused, may have left its first mark behind these.
  const places = Math.max(items.length, bulkKey === null ? 0 : placesMax)
  const replays = await Promise.all(Array.from({ length: places }, (_, place) => settled(place)))
  for (const [place, item] of items.entries()) {
    const replay = replays[place] ?? null
    if (replay !== null) {
      results[place] = replay
      earlier += 1
      continue
    }
    if (isRefusal(item)) {
      results[place] = { outcome: 'refused', refusal: item }
      continue
    }
    const line = lineOf.get(item.id) ?? []
    if (line.length === 0) lines.push(line)
    lineOf.set(item.id, line)
    line.push({ item, place })
  }

  const execute = async ({ id, command }: BulkItem, place: number): Promise<BulkResult> => {
    const marks = bulkKey === null ? [] : [bulkMark(bulkKey, place, id)]
    try {
      const executed = await executor.execute({ aggregate, id, command, marks })
      if (executed.outcome === 'decided') done += 1
      return executed
    } catch (error) {
      const replay = isFault(error, 'already-consumed') ? await settled(place) : null
      if (replay === null) throw error
      earlier += 1
      return replay
    }
  }
  const workers = Array.from({ length: Math.min(atOnce, lines.length) }, async () => {
    for (let line = lines.pop(); line; line = lines.pop()) {
      for (const { item, place } of line) {
        results[place] = await execute(item, place)
      }
    }
  })
  await Promise.all(workers)
  // What an earlier request did was read here, and no commit shows that it still counts.
  if (earlier > 0) await context.confirm()
  const answer = await route.answer(results, request, context)
  return { answer, replayed: earlier > 0 && done === 0 }
}
