// What every part of the world has in common: a Fastify server on loopback that speaks problem+json
// and can be told to fail.

import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Reply = FastifyReply
export type Request = FastifyRequest

export interface Part {
  readonly url: string
  close(): Promise<void>
}

export interface Faults {
  /** Every connection is dropped without an answer. */
  readonly down: boolean
  /** Each answer is held back this long. */
  readonly slowMs: number
  /** Webhooks arrive twice and out of order. */
  readonly answerTwice: boolean
}

export const noFaults: Faults = { down: false, slowMs: 0, answerTwice: false }

export interface FaultyPart extends Part {
  readonly faults: () => Faults
  /** Sets the faults named; the others stay as they are. */
  fault(change: Partial<Faults>): Faults
}

export interface ListenOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** Default 127.0.0.1. */
  readonly host?: string
}

const bodyLimitBytes = 1024 * 1024

export interface FaultSwitch {
  current: Faults
}

export function createApp(faults: FaultSwitch = { current: noFaults }): FastifyInstance {
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: bodyLimitBytes,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true } },
  })
  app.addHook('onRequest', async (request, reply) => {
    if (faults.current.down) {
      reply.hijack()
      request.raw.socket.destroy()
    } else if (faults.current.slowMs > 0) await sleep(faults.current.slowMs)
  })
  app.setNotFoundHandler((request, reply) =>
    problem(reply, 404, 'not-found', `There is nothing at ${request.method} ${request.url}`),
  )
  app.setErrorHandler((error: Error & { statusCode?: number; validation?: unknown }, _, reply) => {
    const status = error.statusCode ?? 500
    const code = error.validation !== undefined ? 'invalid-request' : `http-${status}`
    return problem(reply, status, code, error.message)
  })
  return app
}

/** RFC 9457. */
export function problem(reply: Reply, status: number, code: string, detail: string): Reply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(problemText(status, code, detail))
}

export function problemText(status: number, code: string, detail: string): string {
  const title = code.replace(/[-_]/g, ' ')
  return JSON.stringify({
    type: 'about:blank',
    title: title.charAt(0).toUpperCase() + title.slice(1),
    status,
    code,
    detail,
  })
}

export async function listen(app: FastifyInstance, options: ListenOptions): Promise<string> {
  const host = options.host ?? '127.0.0.1'
  await app.listen({ port: options.port, host })
  return `http://${host}:${(app.server.address() as AddressInfo).port}`
}
