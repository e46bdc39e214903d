// A command over HTTP: is it a repeat, who serves its document, decide, answer.

import { Fault, isFault } from '#kernel/core/fault.ts'
import { homeOf } from '#kernel/core/id.ts'
import {
  RunningKeys,
  earlierTarget,
  keyOf,
  markFor,
  requestDigest,
} from '#kernel/http/idempotency.ts'
import type { Incoming } from '#kernel/http/incoming.ts'
import type { HttpLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import { presentDocument } from '#kernel/http/present-document.ts'
import { problemAnswer, refusalProblem } from '#kernel/http/problems.ts'
import { requestView } from '#kernel/http/request-view.ts'
import { sendElsewhere } from '#kernel/http/send-elsewhere.ts'
import { takeCommand, withinMs, type Asked, type Taken } from '#kernel/http/take-command.ts'
import type { Context } from '#kernel/service/context.ts'
import type { CommandRoute } from '#kernel/service/route.ts'

export type Answers<Route> = (
  route: Route,
  context: Context,
) => (incoming: Incoming) => Promise<Outgoing>

export function commandAnswers(options: HttpOptions, limits: HttpLimits): Answers<CommandRoute> {
  const running = new RunningKeys<Taken>(options.clock)

  return (route, context) => async (incoming) => {
    const key = keyOf(incoming)
    const request = requestView(incoming, options.random, key)
    const asked: Asked = { route, context, request, incoming, mark: null }
    const taken =
      key === null
        ? await takeCommand(options, limits, asked)
        : await takeOnce(asked, key, requestDigest(incoming))
    if ('passed' in taken) return taken.passed
    if ('refusal' in taken) return problemAnswer(refusalProblem(taken.refusal), incoming.requestId)
    return presentDocument(options.clock, route, context, incoming, taken, limits.waitMs)
  }

  async function takeOnce(asked: Asked, key: string, says: string): Promise<Taken> {
    const { result, joined } = await running.run(key, says, limits.joinMs, async () => {
      const earlier = await replay(asked, key, says)
      if (earlier) return earlier
      const mark = (target: string) => markFor(key, says, target)
      try {
        return await takeCommand(options, limits, { ...asked, mark })
      } catch (error) {
        const first = isFault(error, 'already-consumed') && (await replay(asked, key, says))
        if (first) return first
        throw error
      }
    })
    return joined && 'document' in result ? { ...result, replayed: true } : result
  }

  /**
   * What the first request with this key has led to. A region that was deposed may hold what it
   * committed last and nobody has acknowledged, so only the one that serves the document can tell.
   */
  async function replay(asked: Asked, key: string, says: string): Promise<Taken | null> {
    const { route, incoming } = asked
    const { ledger, serving } = options
    const target = await earlierTarget(ledger, serving.homes, key, says)
    if (target === null) return null
    const home = homeOf(target)
    if (home !== null && !serving.serves(home)) {
      return { passed: await sendElsewhere(options, incoming, home, withinMs(limits, incoming)) }
    }
    const document = await ledger.read(route.aggregate.kind, target)
    if (serving.inDoubt) throw new Fault('not-serving', 'the first request may never count')
    return document ? { document, replayed: true, command: null } : null
  }
}
