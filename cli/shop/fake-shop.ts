// For tests: a shop that gives the answers it is told to, one after the other.

import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

export type FakeAnswer = readonly [status: number, body: unknown]

export interface FakeShop {
  readonly url: string
  readonly asked: readonly Asked[]
  close(): void
}

export async function fakeShop(
  answer: (asked: Asked, turn: number) => FakeAnswer,
): Promise<FakeShop> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
      }
      const turn = asked.push(one) - 1
      const [status, body] = answer(one, turn)
      response.writeHead(status, {
        'content-type': 'application/json',
        'meridian-region': 'ap-southeast-1',
      })
      response.end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
