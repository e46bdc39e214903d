// What the edge counts, as Prometheus text. Plain numbers: the cheapest path must stay cheap.

import type { AnswerCache } from '#world/edge/answer-cache.ts'
import type { Regions } from '#world/edge/regions.ts'

const bucketsMs = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const

export class Counts {
  requests = 0
  files = 0
  problems = 0
  /** Requests that needed more than one attempt, and those among them that ended well. */
  repeated = 0
  rescued = 0
  rateLimited = 0
  #proxied = 0
  #proxiedMs = 0
  readonly #buckets = bucketsMs.map(() => 0)

  proxied(tookMs: number): void {
    this.#proxied += 1
    this.#proxiedMs += tookMs
    for (const [position, bound] of bucketsMs.entries())
      if (tookMs <= bound) this.#buckets[position] = (this.#buckets[position] ?? 0) + 1
  }

  wasRepeated(wasRescued: boolean): void {
    this.repeated += 1
    if (wasRescued) this.rescued += 1
  }

  text(cache: AnswerCache, regions: Regions): string {
    const { hits, stales, misses, entries, bytes } = cache.status()
    return [
      ...counter('requests_total', 'Requests that arrived', [['', this.requests]]),
      ...counter('cache_total', 'Public answers by how they were found', [
        ['{outcome="hit"}', hits],
        ['{outcome="stale"}', stales],
        ['{outcome="miss"}', misses],
      ]),
      ...gauge('cache_entries', 'Answers in the cache', [['', entries]]),
      ...gauge('cache_bytes', 'Bytes in the cache', [['', bytes]]),
      ...counter('files_total', 'Files sent', [['', this.files]]),
      ...counter('problems_total', 'Requests the edge refused itself', [['', this.problems]]),
      ...counter('rate_limited_total', 'Requests over the rate', [['', this.rateLimited]]),
      ...counter('repeated_total', 'Requests sent to a region more than once', [
        ['', this.repeated],
      ]),
      ...counter('rescued_total', 'Repeated requests that got an answer', [['', this.rescued]]),
      ...counter(
        'region_requests_total',
        'Attempts by region',
        regions.all.map(({ code, requests }) => [`{region="${code}"}`, requests]),
      ),
      ...counter(
        'region_failures_total',
        'Attempts that got no answer, by region',
        regions.all.map(({ code, failures }) => [`{region="${code}"}`, failures]),
      ),
      ...gauge(
        'region_ready',
        '1 while a region takes requests',
        regions.all.map(({ code, state }) => [`{region="${code}"}`, state === 'ready' ? 1 : 0]),
      ),
      ...this.#histogram(),
      '',
    ].join('\n')
  }

  #histogram(): string[] {
    const name = 'meridian_edge_proxied_seconds'
    return [
      `# HELP ${name} Time until a proxied answer was ready`,
      `# TYPE ${name} histogram`,
      ...bucketsMs.map((ms, at) => `${name}_bucket{le="${ms / 1_000}"} ${this.#buckets[at] ?? 0}`),
      `${name}_bucket{le="+Inf"} ${this.#proxied}`,
      `${name}_sum ${this.#proxiedMs / 1_000}`,
      `${name}_count ${this.#proxied}`,
    ]
  }
}

type Samples = readonly (readonly [labels: string, value: number])[]

const counter = (name: string, help: string, samples: Samples) =>
  lines('counter', name, help, samples)
const gauge = (name: string, help: string, samples: Samples) => lines('gauge', name, help, samples)

function lines(type: string, name: string, help: string, samples: Samples): string[] {
  const full = `meridian_edge_${name}`
  return [
    `# HELP ${full} ${help}`,
    `# TYPE ${full} ${type}`,
    ...samples.map(([labels, value]) => `${full}${labels} ${value}`),
  ]
}
