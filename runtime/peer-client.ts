// How one region talks to the other: status, deliveries, hand-overs and forwarded requests, all over
// HTTP through the link between them.

import { Agent, request, type Dispatcher } from 'undici'
import { Fault } from '#kernel/core/fault.ts'
import type { AcrossOutcome } from '#kernel/events/deliver.ts'
import type { Forward } from '#kernel/http/forward.ts'
import type { Delivery } from '#kernel/ports/ledger.ts'
import type { Peer, PeerStatus } from '#kernel/ports/peer.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'
import { askedBlobs } from '#runtime/blob-routes.ts'
import type { PeerBlobs } from '#runtime/paired-blobs.ts'

/** A healthy peer answers its status in far less, even over 200 ms of link; a busy one may not. */
const statusMs = 1_000
const callMs = 5_000
/** Re-pairing and hand-overs wait for streams to start and to catch up. */
const changeMs = 45_000

export interface PeerClient extends Peer {
  deliver(deliveries: readonly Delivery[]): Promise<readonly AcrossOutcome[]>
  readonly forward: Forward
  readonly blobs: PeerBlobs
  close(): Promise<void>
}

export function peerClient(url: string, secret: string): PeerClient {
  // Status has its own connection: it must not queue behind work.
  const status = new Agent({ connections: 1, pipelining: 1, connectTimeout: statusMs })
  const work = new Agent({ connections: 64, pipelining: 1, connectTimeout: callMs })
  // Megabytes, however many, leave the link to what is small.
  const files = new Agent({ connections: 4, pipelining: 1, connectTimeout: callMs })

  async function call<Answer>(
    dispatcher: Dispatcher,
    path: string,
    body: unknown,
    withinMs: number,
  ): Promise<Answer> {
    try {
      const answer = await request(`${url}/internal/${path}`, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'meridian-internal': secret },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(withinMs),
      })
      const text = await answer.body.text()
      if (answer.statusCode !== 200) {
        throw new Fault(
          'unavailable',
          `the peer answered ${path} with ${answer.statusCode}: ${text}`,
        )
      }
      return JSON.parse(text) as Answer
    } catch (error) {
      if (error instanceof Fault) throw error
      const late = error instanceof Error && error.name === 'TimeoutError'
      const code = late ? 'timeout' : 'unavailable'
      throw new Fault(code, `the peer did not answer ${path}`, { cause: error })
    }
  }

  return {
    status: () => call<PeerStatus>(status, 'status', {}, statusMs),
    keepsPair: async (epoch) =>
      (await call<{ keeps: boolean }>(status, 'keeps-pair', { epoch }, statusMs)).keeps,
    missingEvents: (events) => call(work, 'missing-events', { events }, callMs),
    pair: () => call<ServingMap>(work, 'pair', {}, changeMs),
    handOver: (home) => call<ServingMap>(work, 'hand-over', { home }, changeMs),
    learn: async (map) => void (await call(work, 'learn', { map }, callMs)),
    losses: () => call(work, 'losses', {}, callMs),
    keepLoss: async (report) => void (await call(work, 'keep-loss', { report }, callMs)),
    deliver: (deliveries) => call(work, 'deliveries', { deliveries }, callMs),
    forward: async (_region, { method, path, headers, body, signal }) => {
      try {
        const answer = await request(`${url}${path}`, {
          dispatcher: work,
          method: method as Dispatcher.HttpMethod,
          headers,
          body,
          signal,
        })
        return {
          status: answer.statusCode,
          headers: answer.headers,
          body: Buffer.from(await answer.body.arrayBuffer()),
        }
      } catch (error) {
        const sent = !(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')
        throw new Fault(
          sent ? 'outcome-unknown' : 'unavailable',
          'the region that serves this did not answer',
          { cause: error },
        )
      }
    },
    blobs: askedBlobs((path, body) => call(files, path, body, callMs)),
    close: async () => {
      await Promise.all([status.destroy(), work.destroy(), files.destroy()])
    },
  }
}
