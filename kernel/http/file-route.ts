import { isRefusal } from '#kernel/core/decider.ts'
import { namesTag } from '#kernel/http/entity-tag.ts'
import { headerOf } from '#kernel/http/incoming.ts'
import type { Answers } from '#kernel/http/command-route.ts'
import type { HttpLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import { problemAnswer, refusalProblem } from '#kernel/http/problems.ts'
import { requestView } from '#kernel/http/request-view.ts'
import { withDeadline } from '#kernel/resilience/deadline.ts'
import type { FileRoute } from '#kernel/service/route.ts'

/**
 * A file that somebody uploaded may be more than it seems, such as a picture that is also a page. It is
 * what its type says and nothing else (`nosniff`), and opened by itself it may load and run nothing.
 */
const harmless = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
}

export function fileAnswers(
  { random, clock }: Pick<HttpOptions, 'random' | 'clock'>,
  { requestMs }: HttpLimits,
): Answers<FileRoute> {
  return (route, context) => async (incoming) => {
    const request = requestView(incoming, random, null)
    const found = await withDeadline(clock, requestMs, route.file(request, context))
    if (isRefusal(found)) return problemAnswer(refusalProblem(found), incoming.requestId)
    const { bytes, type, tag } = found
    const etag = `"${tag}"`
    const headers = { ...harmless, 'cache-control': 'public, max-age=31536000, immutable', etag }
    if (namesTag(headerOf(incoming, 'if-none-match'), etag)) {
      return { status: 304, headers, body: null }
    }
    const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return { status: 200, headers: { ...headers, 'content-type': type }, body }
  }
}
