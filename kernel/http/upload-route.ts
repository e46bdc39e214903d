import { isRefusal } from '#kernel/core/decider.ts'
import type { Answers } from '#kernel/http/command-route.ts'
import type { HttpLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import { json } from '#kernel/http/outgoing.ts'
import { problemAnswer, refusalProblem } from '#kernel/http/problems.ts'
import { requestView } from '#kernel/http/request-view.ts'
import { withDeadline } from '#kernel/resilience/deadline.ts'
import type { UploadRoute } from '#kernel/service/route.ts'

const nothing = new Uint8Array()

/** Takes bytes as they are. No key is looked at: the same bytes are the same file. */
export function uploadAnswers(
  { random, clock }: Pick<HttpOptions, 'random' | 'clock'>,
  { requestMs }: HttpLimits,
): Answers<UploadRoute> {
  return (route, context) => async (incoming) => {
    const request = requestView(incoming, random, null)
    const keeping = route.keep(incoming.rawBody ?? nothing, request, context)
    const answer = await withDeadline(clock, requestMs, keeping)
    if (isRefusal(answer)) return problemAnswer(refusalProblem(answer), incoming.requestId)
    return json(201, answer, { 'cache-control': 'no-store', location: route.location(answer) })
  }
}
