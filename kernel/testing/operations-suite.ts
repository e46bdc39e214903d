// What every adapter of the port `operations` does, on a platform of two regions that it is given.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Home } from '#kernel/core/id.ts'
import { Fault } from '#kernel/core/fault.ts'
import type { AnsweredRequest, CatalogFile, Job, Operations } from '#kernel/ports/operations.ts'

export interface OperationsStage {
  /** As the first region has them. */
  readonly operations: Operations
  /** The primary first. */
  readonly regions: readonly [Home, Home]
  /** The home of two deliveries that are given up sooner or later. */
  readonly lettersOf: Home
  /** Asks both regions for something, under one trace; its id. */
  request(): Promise<string>
  /** Changes a document twice; its id. */
  change(): Promise<string>
  readonly file: CatalogFile
  /** From now on the second region does not answer. */
  lose(): Promise<void>
  close(): Promise<void>
}

const patienceMs = 60_000
const everyMs = 100

export function operationsSuite(name: string, open: () => Promise<OperationsStage>): void {
  describe(`the operations of ${name}`, { concurrency: 1 }, () => {
    let stage: OperationsStage
    let operations: Operations
    let first: Home
    let second: Home
    before(async () => {
      stage = await open()
      operations = stage.operations
      ;[first, second] = stage.regions
    })
    after(() => stage.close())

    const servedBy = async (code: Home) =>
      (await operations.regions()).find((region) => region.code === code)?.report?.serves ?? []

    it('show each region with its report, the primary first', async () => {
      const sights = await operations.regions()
      assert.deepEqual(
        sights.map(({ code, report }) => [code, report?.region, report?.standing]),
        [
          [first, first, 'paired'],
          [second, second, 'paired'],
        ],
      )
    })

    it('hand a home over, and say why not where it is not served', async () => {
      assert.equal(await operations.handOver(second, second), 'done')
      assert.deepEqual((await servedBy(first)).toSorted(), [first, second].toSorted())
      const again = await operations.handOver(second, second)
      assert.ok(again !== 'done' && again.says.length > 0)
      assert.equal(await operations.handOver(first, second), 'done')
      assert.deepEqual(await servedBy(second), [second])
    })

    it('find a trace and its requests in both regions', async () => {
      const traceId = await stage.request()
      const seen = await once('both regions tell of the trace', async () => {
        const { items, silent } = await operations.recentTraces()
        assert.deepEqual(silent, [])
        const parts = items.filter((part) => part.traceId === traceId)
        return parts.length === 2 ? parts : null
      })
      assert.deepEqual(seen.map(({ region }) => region).toSorted(), [first, second].toSorted())
      const { items, silent } = await operations.trace(traceId)
      assert.deepEqual(silent, [])
      assert.deepEqual(new Set(items.map(({ region }) => region)), new Set([first, second]))
      assert.deepEqual(new Set(items.map((span) => span.traceId)), new Set([traceId]))
      assert.equal(items.length, seen[0]!.spans + seen[1]!.spans)
      const requests = await operations.recentRequests()
      const own = requests.filter(({ trace }) => trace === traceId)
      assert.deepEqual(new Set(own.map(({ region }) => region)), new Set([first, second]))
      const times = requests.map(({ at }: AnsweredRequest) => at)
      assert.deepEqual(times, times.toSorted().toReversed())
    })

    it('count requests by the minute', async () => {
      const minutes = await operations.requestMinutes()
      assert.ok(minutes.every(({ atMs }) => atMs % 60_000 === 0))
      assert.ok(minutes.reduce((sum, { total }) => sum + total, 0) > 0)
    })

    it('know no trace, document or job that never was', async () => {
      assert.deepEqual(await operations.trace('f'.repeat(32)), { items: [], silent: [] })
      assert.deepEqual(await operations.history(`prd_${first}_never`), [])
      assert.equal(await operations.job('never'), null)
      assert.equal(await operations.redrive(first, 'never'), false)
      assert.equal(await operations.discard(first, 'never', 'none'), false)
    })

    it('tell the history of a document, oldest first, and what arrived last, newest first', async () => {
      const id = await stage.change()
      const history = await operations.history(id)
      const versions = history.map(({ version }) => version)
      assert.ok(versions.length >= 2, `${versions.length} events`)
      assert.deepEqual(
        versions,
        versions.toSorted((one, other) => one - other),
      )
      const recent = await once('they arrived', async () => {
        const events = (await operations.recentEvents()).filter((each) => each.documentId === id)
        return events.length >= history.length ? events : null
      })
      assert.deepEqual(
        recent.map((event) => event.id),
        history.map((event) => event.id).toReversed(),
      )
    })

    it('list dead letters of one region, redrive one and discard another', async () => {
      const home = stage.lettersOf
      const page = await once('the letters are there', async () => {
        const { items } = await operations.deadLetters(home, { limit: 20 })
        return items.length === 2 ? items : null
      })
      const [one, other] = page
      assert.ok(one && other && one.home === home && one.error !== '')
      const elsewhere = home === first ? second : first
      assert.deepEqual((await operations.deadLetters(elsewhere, { limit: 20 })).items, [])
      assert.equal(await operations.discard(home, other.id, 'nobody needs it'), true)
      assert.equal(await operations.discard(home, other.id, 'nobody needs it'), false)
      assert.equal(await operations.redrive(home, one.id), true)
      assert.equal(await operations.redrive(home, one.id), false)
      assert.deepEqual((await operations.deadLetters(home, { limit: 20 })).items, [])
    })

    it('follow a job to its end', async () => {
      const started = await operations.startImport(stage.file)
      assert.ok(!('says' in started), 'it is refused')
      assert.deepEqual([started.kind, started.name], ['import', stage.file.name])
      const ended = await once('the job is over', async (): Promise<Job | null> => {
        const job = await operations.job(started.id)
        return job?.endedAt === null ? null : job
      })
      assert.equal(ended.error, null)
      assert.equal((await operations.jobs())[0]?.id, started.id)
      assert.equal((await operations.jobs())[0]?.report, null)
    })

    it('show a region that does not answer as silent, and go on with the other', async () => {
      const traceId = await stage.request()
      await stage.lose()
      const sights = await operations.regions()
      assert.deepEqual(
        sights.map(({ code, report }) => [code, report === null]),
        [
          [first, false],
          [second, true],
        ],
      )
      const { items, silent } = await operations.trace(traceId)
      assert.deepEqual(
        [new Set(items.map(({ region }) => region)), silent],
        [new Set([first]), [second]],
      )
      assert.deepEqual((await operations.recentTraces()).silent, [second])
      assert.ok((await operations.recentRequests()).every(({ region }) => region === first))
      await assert.rejects(operations.deadLetters(second, { limit: 1 }), isUnavailable)
      await assert.rejects(operations.redrive(second, 'any'), isUnavailable)
      assert.notEqual(await operations.handOver(second, second), 'done')
    })
  })
}

const isUnavailable = (error: unknown): boolean =>
  error instanceof Fault && error.code === 'unavailable'

async function once<Found>(what: string, look: () => Promise<Found | null>): Promise<Found> {
  const end = performance.now() + patienceMs
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > end) throw new Error(`not within ${patienceMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
