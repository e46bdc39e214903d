// A region for tests of the edge: answers a few addresses, and fails in every way a region can.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Behaviour =
  | 'serve'
  /** Takes the request and drops the connection. */
  | 'break'
  /** Sends half of the answer and drops the connection. */
  | 'half'
  /** Stands still, health checks included. */
  | 'hang'
  | 'not-serving'
  | 'overloaded'

export interface FakeRegion {
  readonly code: string
  readonly url: string
  behaviour: Behaviour
  /** Requests that arrived, health checks left out. */
  readonly seen: IncomingMessage[]
  /** Closes the port and every connection. */
  stop(): Promise<void>
  /** Opens the same port again. */
  start(): Promise<void>
  close(): Promise<void>
}

export async function startFakeRegion(code: string): Promise<FakeRegion> {
  let server: Server
  let port = 0
  const seen: IncomingMessage[] = []

  async function start(): Promise<void> {
    server = createServer((request, response) => void answer(request, response))
    server.listen(port, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    ;({ port } = server.address() as AddressInfo)
  }

  async function stop(): Promise<void> {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { behaviour } = region
    if (behaviour === 'hang') return
    response.setHeader('meridian-region', code)
    if (request.url === '/health/ready') {
      response.writeHead(behaviour === 'not-serving' ? 503 : 200).end('{}')
      return
    }
    seen.push(request)
    const body = Buffer.concat(await request.toArray())
    if (behaviour === 'break') return void request.socket.destroy()
    if (behaviour === 'not-serving' || behaviour === 'overloaded') {
      response.setHeader('content-type', 'application/problem+json')
      response.setHeader('retry-after', '1')
      response.writeHead(503).end(JSON.stringify({ code: behaviour }))
      return
    }
    if (behaviour === 'half') {
      response.writeHead(200, { 'content-length': 1_000 })
      response.write('{"half":')
      setTimeout(() => request.socket.destroy(), 10)
      return
    }
    await serve(request, response, body)
  }

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://region')
    const text = 'x'.repeat(Number(searchParams.get('bytes') ?? 0))
    if (searchParams.has('slow')) await sleep(50)
    response.setHeader('content-type', 'application/json')
    if (pathname === '/v1/public') {
      const age = searchParams.get('age') ?? '60'
      const swr = searchParams.get('swr') ?? '60'
      const control = `public, max-age=${age}, stale-while-revalidate=${swr}`
      response.setHeader('cache-control', control)
      send(response, { code, at: seen.length, text })
    } else if (pathname === '/v1/private') {
      response.setHeader('cache-control', 'no-store')
      response.setHeader('etag', '"7"')
      send(response, { code, text })
    } else if (pathname.startsWith('/media/')) {
      response.setHeader('content-type', 'image/png')
      response.setHeader('cache-control', 'public, max-age=31536000, immutable')
      response.setHeader('content-length', Number(searchParams.get('bytes') ?? 100))
      response.end(Buffer.alloc(Number(searchParams.get('bytes') ?? 100)))
    } else if (pathname === '/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: 1\n\n')
    } else {
      send(response, {
        code,
        url: request.url,
        body: body.toString().slice(0, 100),
        bytes: body.length,
      })
    }
  }

  const region: FakeRegion = {
    code,
    get url() {
      return `http://127.0.0.1:${port}`
    },
    behaviour: 'serve',
    seen,
    start,
    stop,
    close: stop,
  }
  await start()
  return region
}

function send(response: ServerResponse, value: unknown): void {
  const body = JSON.stringify(value)
  response.setHeader('content-length', Buffer.byteLength(body))
  response.end(body)
}
