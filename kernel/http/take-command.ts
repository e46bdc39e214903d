import { isRefusal, type Refusal } from '#kernel/core/decider.ts'
import { isFault } from '#kernel/core/fault.ts'
import { homeOf } from '#kernel/core/id.ts'
import { versionWanted } from '#kernel/http/entity-tag.ts'
import { headerOf, type Incoming } from '#kernel/http/incoming.ts'
import type { HttpLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import { HttpProblem } from '#kernel/http/problems.ts'
import { waitPreferredMs } from '#kernel/http/prefer.ts'
import { sendElsewhere } from '#kernel/http/send-elsewhere.ts'
import type { Mark, StoredDocument } from '#kernel/ports/ledger.ts'
import { withDeadline } from '#kernel/resilience/deadline.ts'
import type { Context } from '#kernel/service/context.ts'
import type { CommandRoute, Request } from '#kernel/service/route.ts'

/** The document as a command left it, the business's no, or the answer of the region that serves it. */
export type Taken =
  | {
      readonly document: StoredDocument
      readonly replayed: boolean
      /** What was decided; unknown when an earlier request did the work. */
      readonly command: { readonly type: string } | null
    }
  | { readonly refusal: Refusal }
  | { readonly passed: Outgoing }

export interface Asked {
  readonly route: CommandRoute
  readonly context: Context
  readonly request: Request
  readonly incoming: Incoming
  /** The mark to leave with the document, when there is a key. */
  readonly mark: ((target: string) => Mark) | null
}

/** Takes a command to its document: here, or in the region that serves its home. */
export async function takeCommand(
  options: HttpOptions,
  limits: HttpLimits,
  asked: Asked,
): Promise<Taken> {
  const { route, context, request, mark } = asked
  const target = route.target(request, context)
  const home = homeOf(target)
  if (home === null || !options.serving.homes.includes(home)) {
    throw new HttpProblem('http.not-found', 'The id belongs to no region of this platform.')
  }
  const elsewhereMs = withinMs(limits, asked.incoming)
  if (!options.serving.serves(home)) {
    return { passed: await sendElsewhere(options, asked.incoming, home, elsewhereMs) }
  }
  try {
    return await here(options, limits, asked, target, mark === null ? [] : [mark(target)])
  } catch (error) {
    if (!isFault(error, 'not-serving')) throw error
    return { passed: await sendElsewhere(options, asked.incoming, home, elsewhereMs, error) }
  }
}

/** How long another region may take to answer. */
export function withinMs({ requestMs, waitMs }: HttpLimits, incoming: Incoming): number {
  return requestMs + waitPreferredMs(headerOf(incoming, 'prefer'), waitMs)
}

async function here(
  { executor, clock }: HttpOptions,
  { requestMs }: HttpLimits,
  { route, context, request, incoming }: Asked,
  target: string,
  marks: readonly Mark[],
): Promise<Taken> {
  const ifVersion = versionWanted(headerOf(incoming, 'if-match'))
  const made = Promise.resolve(route.command(request, context, target))
  const command = await withDeadline(clock, requestMs, made)
  if (isRefusal(command)) {
    // It rests on what was read here, and goes with no commit that would show whether that is old.
    await context.confirm()
    return { refusal: command }
  }
  const execution = executor.execute({
    aggregate: route.aggregate,
    id: target,
    command,
    marks,
    ...(ifVersion === undefined ? {} : { ifVersion }),
  })
  const executed = await withDeadline(clock, requestMs, execution, 'outcome-unknown')
  return executed.outcome === 'refused'
    ? { refusal: executed.refusal }
    : { document: executed.document, replayed: false, command }
}
