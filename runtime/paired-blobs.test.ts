import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ManualClock } from '#adapters/memory/clock.ts'
import { MemoryBlobs } from '#adapters/memory/blobs.ts'
import { Fault } from '#kernel/core/fault.ts'
import { blobsSuite } from '#kernel/testing/blobs-suite.ts'
import type { Standing } from '#kernel/regions/serving.ts'
import { askedBlobs, blobRoutes } from '#runtime/blob-routes.ts'
import { PairedBlobs } from '#runtime/paired-blobs.ts'

const bytes = new TextEncoder().encode('a picture')
const other = new TextEncoder().encode('another')

/** Two regions, and the link between them. */
class Pair {
  readonly clock = new ManualClock(0)
  readonly sin = new Side(this, () => this.syd)
  readonly syd = new Side(this, () => this.sin)
  link: 'up' | 'cut' = 'up'
  /** Answers that are lost after the peer did what it was asked. */
  answersLost = 0

  stand(sin: Standing, syd: Standing, epoch: number): void {
    Object.assign(this.sin.serving, { standing: sin, epoch })
    Object.assign(this.syd.serving, { standing: syd, epoch })
  }

  /** @returns what a promise came to, after so much time */
  async after<Result>(ms: number, work: Promise<Result>): Promise<Result | Error | 'waits'> {
    const settled = work.catch((error: unknown) => error as Error)
    await this.clock.advance(ms)
    return Promise.race([settled, Promise.resolve('waits' as const)])
  }
}

class Side {
  readonly own = new MemoryBlobs()
  readonly serving: { standing: Standing; epoch: number } = { standing: 'paired', epoch: 1 }
  readonly asked: string[] = []
  readonly failures: unknown[] = []
  readonly blobs: PairedBlobs

  constructor(pair: Pair, peer: () => Side) {
    this.blobs = new PairedBlobs({
      own: this.own,
      peer: askedBlobs(async (path, body) => {
        this.asked.push(path)
        if (pair.link === 'cut') throw new Fault('unavailable', 'the link is cut')
        const route = blobRoutes(peer().own).find((each) => each.path === `/internal/${path}`)
        // As it is on the wire.
        const answer = await route?.handle(JSON.parse(JSON.stringify(body)), {})
        if (pair.answersLost > 0) {
          pair.answersLost -= 1
          throw new Fault('timeout')
        }
        return JSON.parse(JSON.stringify(answer)) as never
      }),
      serving: this.serving,
      clock: pair.clock,
      onFailure: (error) => void this.failures.push(error),
    })
  }
}

blobsSuite('blobs of two regions', async () => ({
  blobs: new Pair().sin.blobs,
  close: async () => {},
}))

describe('blobs of two regions', () => {
  it('are acknowledged when both have them', async () => {
    const { sin, syd } = new Pair()
    const id = await sin.blobs.put(bytes, 'png')
    deepEqual(await syd.own.get(id), bytes)
  })

  it('wait while the peer is silent, and are acknowledged once it has them', async () => {
    const pair = new Pair()
    pair.link = 'cut'
    const putting = pair.sin.blobs.put(bytes, 'png')
    equal(await pair.after(2_000, putting), 'waits')
    pair.link = 'up'
    const id = await pair.after(1_000, putting)
    ok(typeof id === 'string')
    deepEqual(await pair.syd.own.get(id), bytes)
  })

  it('are acknowledged once although answers were lost', async () => {
    const pair = new Pair()
    pair.answersLost = 2
    const id = await pair.after(1_000, pair.sin.blobs.put(bytes, 'png'))
    deepEqual(await pair.syd.own.list('', 9), [id])
  })

  it('are not acknowledged while nobody knows who goes on alone', async () => {
    const pair = new Pair()
    pair.link = 'cut'
    const failed = await pair.after(9_000, pair.sin.blobs.put(bytes, 'png'))
    ok(failed instanceof Fault && failed.code === 'unavailable' && failed.retryable)
  })

  it('are acknowledged by a region that goes on alone, and by none that is out', async () => {
    const pair = new Pair()
    pair.link = 'cut'
    const putting = pair.sin.blobs.put(bytes, 'png')
    equal(await pair.after(1_000, putting), 'waits')
    pair.stand('solo', 'out', 2)
    ok(typeof (await pair.after(1_000, putting)) === 'string')
    await rejects(pair.syd.blobs.put(bytes, 'png'), { code: 'not-serving' })
    deepEqual(await pair.syd.own.list('', 9), [])
  })

  it('taken alone reach the peer when they are paired again, and nothing goes twice', async () => {
    const pair = new Pair()
    const { sin, syd } = pair
    pair.link = 'cut'
    pair.stand('solo', 'out', 2)
    sin.blobs.start()
    syd.blobs.start()
    const ids = [await sin.blobs.put(bytes, 'png'), await sin.blobs.put(other, 'png')].toSorted()
    await pair.clock.advance(5_000)
    deepEqual(sin.asked, [])
    pair.stand('paired', 'paired', 3)
    await pair.clock.advance(3_000)
    ok(sin.failures.length > 0)
    pair.link = 'up'
    await pair.clock.advance(3_000)
    deepEqual(await syd.own.list('', 9), ids)
    equal(sin.asked.filter((path) => path === 'keep-blob').length, 2)
    sin.asked.length = 0
    await pair.clock.advance(60_000)
    deepEqual(sin.asked, [])
    await Promise.all([sin.blobs.stop(), syd.blobs.stop(), pair.clock.advance(2_000)])
  })

  it('are compared page by page', async () => {
    const pair = new Pair()
    const all = Array.from({ length: 1_201 }, (_, at) => new TextEncoder().encode(`no. ${at}`))
    for (const each of all) await pair.sin.own.put(each, 'png')
    pair.sin.blobs.start()
    await pair.clock.advance(2_000)
    equal((await pair.syd.own.list('', 2_000)).length, all.length)
    await Promise.all([pair.sin.blobs.stop(), pair.clock.advance(2_000)])
  })

  it('that are missed are asked of the peer once, and kept', async () => {
    const { sin, syd } = new Pair()
    const id = await syd.own.put(bytes, 'png')
    const all = await Promise.all([1, 2, 3].map(() => sin.blobs.get(id)))
    ok(all.every((each) => Buffer.from(each ?? []).equals(bytes)))
    deepEqual(sin.asked, ['read-blob'])
    deepEqual(await sin.own.get(id), bytes)
  })

  it('that nobody has are not there, which a region alone knows by itself', async () => {
    const pair = new Pair()
    const unknown = `${'0'.repeat(64)}.png`
    equal(await pair.sin.blobs.get(unknown), null)
    pair.link = 'cut'
    await rejects(pair.sin.blobs.get(unknown), { code: 'unavailable' })
    pair.stand('solo', 'out', 2)
    equal(await pair.sin.blobs.get(unknown), null)
  })

  it('are taken from nobody under another name', async () => {
    const { sin, syd } = new Pair()
    const id = await sin.own.put(bytes, 'png')
    const [keep] = blobRoutes(syd.own)
    const content = Buffer.from(other).toString('base64')
    await rejects(async () => keep?.handle({ id, content }, {}), { code: 'bad-data' })
    equal(await syd.own.get(id), null)
  })
})
