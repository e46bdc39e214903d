import { setTimeout as sleep } from 'node:timers/promises'
import type { Home } from '#kernel/core/id.ts'
import type { ForwardedRequest } from '#kernel/http/forward.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import { httpServer } from '#kernel/http/server.ts'
import { createMetrics } from '#kernel/telemetry/metrics.ts'
import { fakeContext } from '#kernel/testing/fake-context.ts'
import { FakeExecutor } from '#kernel/testing/fake-executor.ts'
import { fakeRandom } from '#kernel/testing/fake-random.ts'
import { jarService } from '#kernel/testing/jar-service.ts'

/** A server over the jars in region `sin`, with everything it was asked to forward or log. */
export function httpFixture(overrides: Partial<HttpOptions> = {}) {
  const store = new FakeExecutor()
  const forwarded: { region: Home; request: ForwardedRequest }[] = []
  const logged: { level: string; fields: Readonly<Record<string, unknown>>; says: string }[] = []
  const write = (level: string) => (fields: Readonly<Record<string, unknown>>, says: string) =>
    void logged.push({ level, fields, says })
  const options: HttpOptions = {
    services: [jarService()],
    contextFor: () => fakeContext(store),
    executor: store,
    ledger: store.ledger,
    serving: {
      region: 'sin',
      regionName: 'ap-southeast-1',
      homes: ['sin', 'syd'],
      inDoubt: false,
      serves: (home) => home === 'sin',
      servedBy: (home) => home,
    },
    forward: async (region, request) => {
      forwarded.push({ region, request })
      return {
        status: 201,
        headers: { 'content-type': 'application/json', 'meridian-region': 'ap-southeast-2' },
        body: Buffer.from('{"from":"syd"}'),
      }
    },
    health: { ready: async () => ({ ready: true, checks: { ledger: 'ok' } }) },
    telemetry: {
      log: {
        debug: write('debug'),
        info: write('info'),
        warn: write('warn'),
        error: write('error'),
        debugs: false,
      },
      metrics: createMetrics({ region: 'ap-southeast-1' }),
    },
    authenticate: async (caller) =>
      caller.header('authorization') === 'Bearer nobody'
        ? null
        : { id: 'tester', permissions: 'all', shownBy: 'bearer' },
    random: fakeRandom(),
    clock: {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
      after: (ms, act) => {
        const timer = setTimeout(act, ms)
        return () => clearTimeout(timer)
      },
    },
    ...overrides,
  }
  return { server: httpServer(options), store, forwarded, logged, options }
}
