// A closed loop of requests over plain sockets. It does as little as possible per answer, so that on
// two cores it is the server that is measured and not the client.

import { connect, type Socket } from 'node:net'
import { AnswerReader } from '#bench/load/answer-reader.ts'
import { percentile } from '#cli/shop/percentile.ts'

/** An answer that takes longer than this ends the measurement with an error. */
const answerMs = 30_000

export interface RawRequest {
  readonly method: 'GET' | 'PUT' | 'POST'
  readonly path: string
  /** JSON. */
  readonly body?: string
  /** The code of the region that the shopper is in. */
  readonly region?: string
}

export interface LoadResult {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly requests: number
  /** Answers that were not 2xx. */
  readonly notOk: number
}

/** @throws Error when a connection breaks, or an answer cannot be read or does not come */
export async function rawLoad(options: {
  url: string
  /** The n-th request of all, and which connection sends it. */
  request: (number: number, connection: number) => RawRequest
  connections: number
  forMs: number
  /** Ends after so many requests, if that comes first. */
  requestsMax?: number
}): Promise<LoadResult> {
  const { hostname, port, host } = new URL(options.url)
  const { requestsMax = Number.POSITIVE_INFINITY } = options
  const latencies: number[] = []
  const sockets = new Set<Socket>()
  let notOk = 0
  let sent = 0
  const startedAt = performance.now()
  const end = startedAt + options.forMs

  const client = (connection: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true })
      const reader = new AnswerReader()
      let askedAt = 0
      sockets.add(socket)
      const ask = () => {
        if (performance.now() >= end || sent >= requestsMax) {
          resolve()
          socket.destroy()
          return
        }
        sent += 1
        const request = options.request(sent, connection)
        askedAt = performance.now()
        socket.write(textOf(request, host))
      }
      socket.once('connect', ask)
      socket.once('error', reject)
      socket.once('close', () => reject(new Error('the server closed the connection')))
      socket.setTimeout(answerMs, () => reject(new Error(`no answer within ${answerMs} ms`)))
      socket.on('data', (chunk) => {
        try {
          const status = reader.take(chunk)
          if (status === null) return
          if (status < 200 || status > 299) notOk += 1
        } catch (error) {
          reject(error as Error)
          return
        }
        latencies.push(performance.now() - askedAt)
        ask()
      })
    })
  try {
    await Promise.all(Array.from({ length: options.connections }, (_, number) => client(number)))
  } finally {
    for (const socket of sockets) socket.destroy()
  }
  return {
    perSecond: latencies.length / ((performance.now() - startedAt) / 1_000),
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    requests: latencies.length,
    notOk,
  }
}

function textOf({ method, path, body, region }: RawRequest, host: string): string {
  const preference = region === undefined ? '' : `meridian-region-preference: ${region}\r\n`
  const head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${preference}`
  if (body === undefined) return `${head}\r\n`
  const length = Buffer.byteLength(body)
  return `${head}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`
}
