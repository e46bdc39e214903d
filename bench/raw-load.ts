// A closed loop of GET requests over plain sockets. It does as little as possible per answer, so
// that on two cores it is the server that is measured and not the client.

import { connect, type Socket } from 'node:net'
import { percentile } from '#cli/shop/percentile.ts'

export interface LoadResult {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly requests: number
  readonly notOk: number
}

const headerEnd = Buffer.from('\r\n\r\n')

/** @param path the path of the n-th request */
export async function rawLoad(options: {
  url: string
  path: (number: number) => string
  connections: number
  forMs: number
}): Promise<LoadResult> {
  const { hostname, port, host } = new URL(options.url)
  const latencies: number[] = []
  let requests = 0
  let notOk = 0
  let sent = 0
  const startedAt = performance.now()
  const end = startedAt + options.forMs

  const client = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true })
      let received = Buffer.alloc(0)
      let askedAt = 0
      const ask = () => {
        if (performance.now() >= end) {
          socket.destroy()
          resolve()
          return
        }
        sent += 1
        askedAt = performance.now()
        write(socket, options.path(sent), host)
      }
      socket.once('connect', ask)
      socket.once('error', reject)
      socket.on('data', (chunk) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
        const length = answerLength(received)
        if (length === null || received.length < length) return
        if (received[9] !== 0x32) notOk += 1
        received = received.subarray(length)
        requests += 1
        latencies.push(performance.now() - askedAt)
        ask()
      })
    })
  await Promise.all(Array.from({ length: options.connections }, client))
  const seconds = (performance.now() - startedAt) / 1_000
  return {
    perSecond: Math.round(requests / seconds),
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    requests,
    notOk,
  }
}

function write(socket: Socket, path: string, host: string): void {
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`)
}

/** Bytes of the first answer in the buffer; null until its head is complete. */
function answerLength(received: Buffer): number | null {
  const end = received.indexOf(headerEnd)
  if (end < 0) return null
  const head = received.toString('latin1', 0, end)
  const at = head.search(/content-length:/i)
  if (at < 0) throw new Error(`an answer without Content-Length: ${head.split('\r\n')[0]}`)
  return end + headerEnd.length + Number.parseInt(head.slice(at + 15), 10)
}
