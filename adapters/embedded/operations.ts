// Asks each region over its internal routes, this one too, and the process that runs them over its control
// endpoint. Whoever does not answer in time is shown as silent; nothing here waits for them longer.

import { Fault, saysOf } from '#kernel/core/fault.ts'
import type { DeadLetter, Page, StoredEvent } from '#kernel/ports/ledger.ts'
import type {
  AnsweredRequest,
  FromRegions,
  Job,
  MinuteOfRequests,
  Operations,
  PartOfTrace,
  RegionReport,
  Said,
  TracedSpan,
} from '#kernel/ports/operations.ts'

export interface OperationsParts {
  /** The primary first. */
  readonly regions: readonly {
    readonly code: string
    readonly name: string
    readonly url: string
  }[]
  /** Shared by the regions. */
  readonly secret: string
  /** Whoever runs the processes; null where nobody can be asked. */
  readonly host: { readonly url: string; readonly token: string } | null
  readonly recentEvents: () => readonly StoredEvent[]
  readonly history: (documentId: string) => Promise<readonly StoredEvent[]>
}

const lookMs = 1_500
/** A hand-over drains and catches up; an answer to a browser must come within fifteen seconds. */
const changeMs = 13_000
const nobody: Said = { says: 'Nobody runs the processes of this store from here.' }

export function embeddedOperations(parts: OperationsParts): Operations {
  const { regions, secret, host } = parts

  async function ask<Answer>(code: string, path: string, body: object, withinMs: number) {
    const region = regions.find((each) => each.code === code)
    if (region === undefined) throw new Fault('unavailable', `there is no region ${code}`)
    return post<Answer>(`${region.url}/internal/${path}`, body, withinMs, {
      'meridian-internal': secret,
    })
  }

  async function askAll<Item>(path: string, body: object = {}): Promise<FromRegions<Item>> {
    const silent: string[] = []
    const answers = await Promise.all(
      regions.map(({ code }) =>
        ask<readonly Item[]>(code, path, body, lookMs).then(
          (items) => items.map((item) => ({ ...item, region: code })),
          () => {
            silent.push(code)
            return []
          },
        ),
      ),
    )
    return { items: answers.flat(), silent }
  }

  async function askHost<Answer>(path: string, body: object = {}): Promise<Answer> {
    if (host === null) throw new Fault('unavailable', nobody.says)
    const headers = { authorization: `Bearer ${host.token}` }
    return post<Answer>(`${host.url}/${path}`, body, lookMs, headers)
  }

  return {
    regions: () =>
      Promise.all(
        regions.map(async ({ code, name }) => ({
          code,
          name,
          report: await ask<RegionReport>(code, 'report', {}, lookMs).catch(() => null),
        })),
      ),
    handOver: (from, home) =>
      ask(from, 'hand-over', { home }, changeMs).then(
        () => 'done' as const,
        (error: unknown) => ({ says: saysOf(error) }),
      ),
    deadLetters: (region, page) => ask<Page<DeadLetter>>(region, 'dead-letters/list', page, lookMs),
    redrive: async (region, id) =>
      (await ask<{ found: boolean }>(region, 'dead-letters/redrive', { id }, changeMs)).found,
    discard: async (region, id, reason) =>
      (await ask<{ found: boolean }>(region, 'dead-letters/discard', { id, reason }, changeMs))
        .found,
    recentEvents: async () => parts.recentEvents(),
    history: parts.history,
    requestMinutes: async () => (await askAll<MinuteOfRequests>('request-minutes')).items,
    recentTraces: () => askAll<PartOfTrace>('recent-traces'),
    trace: (id) => askAll<TracedSpan>('trace', { id }),
    recentRequests: async () =>
      (await askAll<AnsweredRequest>('recent-requests')).items.toSorted((one, other) =>
        one.at < other.at ? 1 : -1,
      ),
    drills: async () => (host === null ? [] : askHost('drills')),
    jobs: async () => (host === null ? [] : askHost('jobs')),
    job: async (id) => (host === null ? null : askHost<Job | null>(`job/${id}`)),
    startDrill: async (name) => (host === null ? nobody : askHost(`drill/${name}`)),
    startImport: async (file) => (host === null ? nobody : askHost('import', file)),
    startRejoin: async (region) => (host === null ? nobody : askHost(`rejoin/${region}`)),
  }
}

/** @throws Fault `unavailable` with what the other side said */
async function post<Answer>(
  url: string,
  body: object,
  withinMs: number,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  let answer: Response
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(withinMs),
    })
  } catch (error) {
    throw new Fault('unavailable', `${new URL(url).host} does not answer`, { cause: error })
  }
  const said = (await answer.json()) as { detail?: string; title?: string; error?: string }
  if (answer.ok) return said as Answer
  throw new Fault('unavailable', said.detail ?? said.error ?? said.title ?? `${answer.status}`)
}
