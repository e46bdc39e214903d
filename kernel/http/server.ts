// The only file that knows Fastify. It mounts endpoints, turns requests into `Incoming` and
// `Outgoing` into replies; what they say is decided elsewhere in this folder.

import type { OutgoingHttpHeaders } from 'node:http'
import {
  fastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type InjectOptions,
  type LightMyRequestResponse,
} from 'fastify'
import { Fault, isFault } from '#kernel/core/fault.ts'
import { checkData } from '#kernel/http/check-data.ts'
import { clientLimit } from '#kernel/http/client-limit.ts'
import { coerced } from '#kernel/http/coerce.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { endpoints } from '#kernel/http/endpoints.ts'
import { frameworkProblem } from '#kernel/http/framework-problem.ts'
import { guard } from '#kernel/http/guard.ts'
import { Lingering } from '#kernel/http/lingering.ts'
import { bodyLimitOf, defaultLimits, type HttpLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import { PathTable } from '#kernel/http/path-table.ts'
import { problemAnswer, problemOf } from '#kernel/http/problems.ts'
import { rawAnswer } from '#kernel/http/raw-answer.ts'
import { readBody, refuseEncodings } from '#kernel/http/read-body.ts'
import { receive } from '#kernel/http/receive.ts'
import { crossOrigin } from '#kernel/http/cross-origin.ts'
import { requestIds } from '#kernel/http/request-id.ts'
import { ResponseCache } from '#kernel/http/response-cache.ts'
import { streamHeaders, writeStream } from '#kernel/http/stream-route.ts'
import { refuseBody, strictly, validationProblem } from '#kernel/http/validation.ts'
import { writeKept } from '#kernel/http/write-kept.ts'
import type { Principal } from '#kernel/service/principal.ts'
import { LoadShedding, loopDelay } from '#kernel/resilience/load-shedding.ts'
import {
  describeSpan,
  traceIdOf,
  traceparent,
  validTraceparent,
  withSpan,
} from '#kernel/telemetry/trace.ts'

declare module 'fastify' {
  interface FastifyRequest {
    bytes: Buffer | null
    /** Who asks, where the endpoint takes a permission. */
    principal: Principal | null
    /** Stops counting this request as load. */
    leave: () => void
    /** The publishable key that a page of another site shows. */
    keyId: string | null
    /** The traceparent of the span that it is answered in. */
    within: string | undefined
  }
  interface FastifyContextConfig {
    /** As the service table writes it. */
    path?: string
  }
}

export interface HttpServer {
  /** Resolves with the address it listens on, such as `http://127.0.0.1:8081`. */
  listen(port: number, host: string): Promise<string>
  inject(request: InjectOptions): Promise<LightMyRequestResponse>
  /** Drops the kept answers that carry one of the tags. */
  /** Drops the kept answers that carry one of these tags; all of them when it is not known which. */
  invalidate(tags: readonly string[] | 'all'): void
  /** Takes nothing new, ends streams, finishes what it took, or cuts it off after `closeMs`. */
  close(): Promise<void>
}

type Done = (error?: Error) => void

const nothing = () => undefined
/** While closing, connections are let go this soon after their last answer. */
const idleCheckMs = 50

export function httpServer(options: HttpOptions): HttpServer {
  const limits = { ...defaultLimits, ...options.limits }
  const { log, metrics, onAnswered } = options.telemetry
  const delay = loopDelay()
  const load = new LoadShedding(limits, delay.meanMs)
  const lingering = new Lingering()
  const paths = new PathTable()
  const requestIdOf = requestIds(options.random)
  const cache = new ResponseCache(limits.cacheBytes, () => options.clock.monotonic())
  const always = {
    'meridian-region': options.serving.regionName,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
  let closing = false
  const alwaysLines = Object.entries(always).flat()
  const app = fastify({
    genReqId: (raw) => requestIdOf(raw.headers['x-request-id']),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.arriveMs,
    return503OnClosing: false,
    routerOptions: { maxParamLength: limits.pathParameterLength },
    ajv: {
      customOptions: {
        removeAdditional: false,
        coerceTypes: false,
        strictTypes: false,
        strictRequired: false,
      },
    },
    frameworkErrors: (error, request, reply) => {
      fail(error, request, reply)
    },
    clientErrorHandler: (error, socket) => {
      if (socket.writable) socket.write(rawAnswer(error, requestIdOf(undefined)))
      socket.destroy()
    },
  })

  app.decorateRequest('bytes', null)
  app.decorateRequest('principal', null)
  app.decorateRequest('leave', nothing)
  app.decorateRequest('within', undefined)
  app.decorateRequest('keyId', null)
  if (options.crossOrigin !== undefined) {
    const dueTo = crossOrigin(options.crossOrigin, options.clock)
    app.addHook('onRequest', async (request, reply) => {
      const due = await dueTo(request)
      if (due === null) return undefined
      reply.headers(due.headers)
      if (due.keyId === null) return reply.code(204).send()
      request.keyId = due.keyId
      metrics.httpOfKeys.inc({ key: due.keyId })
      return undefined
    })
  }
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      if (request.is404) return undefined
      refuseEncodings(request.headers)
      request.bytes = bytes
      return readBody(bytes, limits.bodyDepth)
    },
  )
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, id } = request
    const route = routeOptions.config.path ?? 'none'
    const { statusCode: status, elapsedTime: ms } = reply
    metrics.httpSeconds.observe({ method, route, status }, ms / 1_000)
    if (onAnswered !== undefined) {
      const within = request.within ?? validTraceparent(request.headers['traceparent']?.toString())
      const trace = within === undefined ? null : traceIdOf(within)
      onAnswered({ id, trace, method, route, status, ms })
    }
    if (log.debugs) log.debug({ request: id, method, route, status, ms }, 'answered')
    done()
  })
  app.setErrorHandler(fail)
  app.setNotFoundHandler((request, reply) => {
    fail(paths.whyNot(request.url), request, reply)
  })
  for (const endpoint of endpoints(options, limits, cache)) {
    paths.add(endpoint.method, endpoint.path)
    if (endpoint.method === 'GET' && !endpoint.streams) paths.add('HEAD', endpoint.path)
    if (endpoint.bytesMax === undefined) mount(app, endpoint)
    else void app.register(async (scope) => mountBytes(scope, endpoint))
  }

  for (const whole of options.mounts ?? []) {
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers()
      // It reads its own bodies.
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
      scope.all(`${whole.path}/*`, { onRequest: [admit] }, async (request, reply) => {
        for (const [name, value] of Object.entries({ ...always, 'x-request-id': request.id })) {
          reply.raw.setHeader(name, value)
        }
        try {
          await whole.handle(request.raw, reply.raw)
          return reply.hijack()
        } catch (error) {
          if (reply.raw.headersSent) throw error
          return fail(error, request, reply)
        }
      })
    })
  }

  /** Other routes go on refusing what is not JSON. */
  function mountBytes(scope: FastifyInstance, endpoint: Endpoint): void {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer' },
      async (request: FastifyRequest, bytes: Buffer) => {
        refuseEncodings(request.headers)
        request.bytes = bytes
        return undefined
      },
    )
    mount(scope, endpoint)
  }

  function mount(scope: FastifyInstance, endpoint: Endpoint): void {
    const { method, path, params, query, body, cached, exempt, streams, unchecked } = endpoint
    const limited = limitOf(endpoint)
    scope.route({
      method,
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { path },
      bodyLimit: endpoint.bytesMax ?? bodyLimitOf(path, limits),
      exposeHeadRoute: method === 'GET' && !streams,
      schema: unchecked
        ? {}
        : {
            querystring: strictly(query),
            ...(params === undefined ? {} : { params: strictly(params) }),
            ...(body === undefined ? {} : { body }),
          },
      onRequest: [
        ...(cached ? [fromCache] : []),
        ...limited,
        ...(exempt ? [] : [admit]),
        ...guarding(endpoint),
      ],
      ...(unchecked ? {} : { preValidation: checkParts(endpoint, limits) }),
      handler: (request, reply) => {
        // What regions and operators ask of a process goes on all the time, and is part of nothing.
        if (exempt) return answer(endpoint, request, reply)
        const parent = validTraceparent(request.headers['traceparent']?.toString())
        const attributes = {
          'http.request.method': method,
          'http.route': path,
          'url.scheme': request.protocol,
          'meridian.key': request.keyId ?? undefined,
        }
        return withSpan(`${method} ${path}`, { parent, kind: 'server', attributes }, async () => {
          request.within = traceparent()
          const replied = await answer(endpoint, request, reply).catch((error: unknown) =>
            fail(error, request, reply),
          )
          describeAnswer(reply.statusCode)
          return replied
        })
      },
    })
  }

  function limitOf({ limit }: Endpoint): ((request: FastifyRequest) => Promise<void>)[] {
    if (limit === undefined || options.limitClients === false) return []
    const count = clientLimit(limit, options.clock)
    return [async ({ raw }) => count(raw)]
  }

  function guarding({ permission }: Endpoint): ((request: FastifyRequest) => Promise<void>)[] {
    if (permission === undefined) return []
    return [
      async (request) => {
        const { method, headers } = request
        const header = (name: string) => headers[name]?.toString()
        request.principal = await guard(permission, options.authenticate, { method, header })
      },
    ]
  }

  function fromCache(request: FastifyRequest, reply: FastifyReply, done: Done): void {
    // What is kept carries no leave for pages of other sites.
    const found = request.keyId === null ? cache.find(request.url) : null
    if (found === null) {
      done()
      return
    }
    metrics.httpCache.inc({ outcome: found.stale ? 'stale' : 'hit' })
    reply.hijack()
    writeKept(request.raw, reply.raw, found, alwaysLines, request.id)
  }

  function admit(request: FastifyRequest, reply: FastifyReply, done: Done): void {
    const reason = load.refuses()
    if (reason !== null) {
      metrics.httpShed.inc({ reason })
      done(new Fault('overloaded'))
      return
    }
    const leave = load.enter()
    metrics.httpInFlight.set(load.inFlight)
    request.leave = () => {
      leave()
      metrics.httpInFlight.set(load.inFlight)
    }
    reply.raw.once('close', request.leave)
    done()
  }

  function send(reply: FastifyReply, { status, headers, body }: Outgoing): FastifyReply {
    const id = reply.request.id
    const last = closing ? { connection: 'close' } : {}
    reply.code(status).headers({ ...always, 'x-request-id': id, ...headers, ...last })
    return reply.send(body ?? undefined)
  }

  async function answer(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply) {
    const {
      method,
      url,
      headers: given,
      params,
      query,
      body,
      bytes: rawBody,
      id: requestId,
      principal,
    } = request
    const parts = {
      method,
      url,
      headers: given,
      params,
      query,
      body,
      rawBody,
      requestId,
      principal,
    }
    const incoming = receive(parts, reply.raw, lingering, request.leave)
    const outgoing = await endpoint.answer(incoming)
    if (!('events' in outgoing)) return send(reply, outgoing)
    const kept = reply.getHeaders() as OutgoingHttpHeaders
    const headers = { ...kept, ...always, 'x-request-id': request.id, ...streamHeaders }
    reply.hijack()
    reply.raw.writeHead(200, headers)
    const signal = incoming.lingerSignal()
    await writeStream(outgoing.events, reply.raw, limits.heartbeatMs, signal).catch(
      (error: unknown) => log.error({ err: error, request: request.id }, 'a stream broke off'),
    )
    return reply
  }

  function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { body, query, params, routeOptions } = request
    const parts = { body, query, params, schema: routeOptions.schema ?? {} }
    const known = validationProblem(error, parts) ?? frameworkProblem(error)
    const problem = problemOf(known, request.headers['if-match'] !== undefined)
    if (problem.status === 500) {
      log.error({ err: error, request: request.id, route: request.routeOptions.url }, 'a bug')
    } else if (isFault(known) && known.code !== 'overloaded' && problem.status >= 500) {
      log.warn({ err: error, request: request.id, code: known.code }, 'a fault')
    }
    return send(reply, problemAnswer(problem, request.id))
  }

  return {
    listen: async (port, host) => app.listen({ port, host }),
    inject: async (request) => app.inject(request),
    invalidate: (tags) => (tags === 'all' ? cache.clear() : cache.invalidate(tags)),
    close: async () => {
      closing = true
      lingering.endAll()
      const idle = setInterval(() => app.server.closeIdleConnections(), idleCheckMs)
      const cut = setTimeout(() => app.server.closeAllConnections(), limits.closeMs)
      await app.close()
      clearInterval(idle)
      clearTimeout(cut)
      delay.stop()
    },
  }
}

/** What a client did wrong is no failure of the server. */
function describeAnswer(status: number): void {
  const attributes = { 'http.response.status_code': status }
  if (status < 500) describeSpan(attributes)
  else describeSpan(attributes, new Error(`answered ${status}`))
}

function checkParts({ query, params, body }: Endpoint, limits: HttpLimits) {
  return (request: FastifyRequest, _reply: FastifyReply, done: Done): void => {
    checkData(request.params, limits.bodyDepth, 'path')
    checkData(request.query, limits.bodyDepth, 'query')
    request.params = coerced(params, request.params)
    request.query = coerced(query, request.query)
    if (body === undefined) refuseBody(request.body)
    done()
  }
}
