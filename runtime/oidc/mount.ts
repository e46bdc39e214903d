// The provider as a part of the region: the region that serves the primary home runs it, the other hands
// requests on as they came. So a code, a session or a refresh token is written in one place, and after the
// loss of a region in the other.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Provider } from 'oidc-provider'
import type { Executor } from '#kernel/commands/executor.ts'
import { Fault } from '#kernel/core/fault.ts'
import { forwardedHeader, type Forward } from '#kernel/http/forward.ts'
import type { HttpServing, Mount } from '#kernel/http/options.ts'
import type { Context } from '#kernel/service/context.ts'
import { keptKeys } from '#runtime/oidc/keys.ts'
import { interactionPath, oidcPath, oidcProvider } from '#runtime/oidc/provider.ts'
import { signInTime } from '#runtime/oidc/sign-in-time.ts'
import { signedInShopper } from '#services/identity/credentials.ts'

const withinMs = 15_000
const bodyMaxBytes = 64 * 1_024

interface Parts {
  readonly publicUrl: string
  readonly serving: HttpServing
  readonly forward: Forward
  readonly executor: Executor
  readonly context: Context
  /** Told of what broke in the provider. */
  readonly onBug: (error: Error) => void
}

export function oidcMount(parts: Parts): Mount {
  const { context, executor, serving } = parts
  let provider: Promise<Provider> | null = null
  const started = () => {
    provider ??= keptKeys(context, executor).then(
      (keys) => {
        const made = oidcProvider({ publicUrl: parts.publicUrl, keys }, context, executor)
        made.on('server_error', (_, error) => parts.onBug(error))
        return made
      },
      (error: unknown) => {
        provider = null
        throw error
      },
    )
    return provider
  }
  return {
    path: oidcPath,
    handle: async (request, response) => {
      const home = context.homeFor('primary')
      if (!serving.serves(home)) return handOn(parts, home, request, response)
      // Else it might say that a code or a token is not good which is only not known here.
      await context.confirm()
      const oidc = await started()
      const url = request.url ?? ''
      if (url.startsWith(interactionPath)) return interact(oidc, context, request, response)
      // What is left out here, the provider puts before its own addresses.
      Object.assign(request, { originalUrl: url, url: url.slice(oidcPath.length) || '/' })
      return oidc.callback()(request, response)
    },
  }
}

/** Whoever is signed in to the shop goes on; everybody else signs in first and comes back. */
async function interact(
  provider: Provider,
  context: Context,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const header = (name: string) => request.headers[name]?.toString()
  const found = await signedInShopper({ header }, context)
  if (found === null) {
    const [path = ''] = (request.url ?? '').split('?')
    response.writeHead(303, {
      location: `/account/sign-in?then=${encodeURIComponent(path)}`,
      'cache-control': 'no-store',
    })
    response.end()
    return
  }
  // Whoever goes on has come from the shop's own client, which needs no second yes.
  const { id: accountId, state } = found.document
  await takeOver(provider, accountId, request, response)
  const done = { login: { accountId, ts: signInTime(state, context.now()) }, consent: {} }
  await provider.interactionFinished(request, response, done)
}

/** The session that the browser has with the provider may be another shopper's, and what they granted with it. */
async function takeOver(
  provider: Provider,
  accountId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const interaction = await provider.interactionDetails(request, response)
  const { session } = interaction
  if (session === undefined || session.accountId === accountId) return
  const kept = await provider.Session.findByUid(session.uid)
  if (kept === undefined) return
  Object.assign(kept, { accountId, authorizations: {} })
  await kept.persist()
  session.accountId = accountId
  await interaction.persist()
}

async function handOn(
  { serving, forward }: Parts,
  home: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const region = serving.servedBy(home)
  const isForwarded = request.headers[forwardedHeader] !== undefined
  if (region === null || region === serving.region || isForwarded) throw new Fault('not-serving')
  const { host, ...rest } = request.headers
  const headers = Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) =>
      value === undefined || ofTheConnection.has(name) ? [] : [[name, value.toString()]],
    ),
  )
  const answer = await forward(region, {
    method: request.method ?? 'GET',
    path: request.url ?? '',
    headers: {
      'x-forwarded-host': host ?? '',
      ...headers,
      [forwardedHeader]: serving.regionName,
    },
    body: await bodyOf(request),
    signal: AbortSignal.timeout(withinMs),
  })
  const given = Object.entries(answer.headers).flatMap(([name, value]) =>
    value === undefined || ofTheConnection.has(name) ? [] : [[name, value] as const],
  )
  response.writeHead(answer.status, Object.fromEntries(given) as Record<string, string | string[]>)
  response.end(answer.body)
}

const ofTheConnection = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
])

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  if (request.method === 'GET' || request.method === 'HEAD') return null
  if (Number(request.headers['content-length'] ?? 0) > bodyMaxBytes) throw new Fault('overloaded')
  return buffer(request)
}
