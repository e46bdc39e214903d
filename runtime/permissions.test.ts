// Every route of every service that only staff may ask, asked by those who may not.

import { deepEqual, equal, ok, throws } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Permission } from '#kernel/core/permission.ts'
import { defineService } from '#kernel/service/define-service.ts'
import type { Authenticate } from '#kernel/service/principal.ts'
import { query } from '#kernel/service/route.ts'
import { services } from '#runtime/services.ts'
import { WholeShop } from '#runtime/whole-shop.ts'

const routes = services.flatMap((service) =>
  service.routes.flatMap((route) =>
    route.path.startsWith('/v1/admin/') ? [{ service: service.name, route }] : [],
  ),
)
const all = new Set(routes.flatMap(({ route }) => route.permission ?? []))

/** Shows in a header what it may do. */
const byHeader: Authenticate = async (caller) => {
  const permissions = caller.header('may')
  if (permissions === undefined) return null
  const shownBy = caller.header('cookie') === undefined ? 'bearer' : 'cookie'
  return { id: 'somebody', permissions: new Set(permissions.split(' ') as Permission[]), shownBy }
}

describe('a route for staff', () => {
  let shop: WholeShop
  before(() => {
    shop = new WholeShop({ authenticate: byHeader })
  })
  after(() => shop.close())

  const ask = async (method: string, path: string, headers: Record<string, string>) => {
    const url = path.replaceAll(/\{\w+\}/g, 'abc_sin_0')
    const answer = await shop.server.inject({ method: method as 'GET', url, headers })
    const said = answer.json<{ code: string; detail: string }>()
    return { ...said, type: String(answer.headers['content-type']), status: answer.statusCode }
  }
  const problem = 'application/problem+json; charset=utf-8'

  it('is there at all', () => ok(routes.length > 30))

  for (const { service, route } of routes) {
    const { method, path, permission } = route
    it(`of ${service} answers nobody without a permission: ${method} ${path}`, async () => {
      const nobody = await ask(method, path, {})
      deepEqual([nobody.type, nobody.status, nobody.code], [problem, 401, 'http.unauthenticated'])
      const others = [...all].filter((one) => one !== permission).join(' ')
      const lacking = await ask(method, path, { may: others })
      deepEqual([lacking.type, lacking.status, lacking.code], [problem, 403, 'http.forbidden'])
      ok(lacking.detail.includes(String(permission)))
      const asked = await ask(method, path, { may: String(permission) })
      ok(![401, 403].includes(asked.status), `${asked.status}`)
    })
  }

  it('that changes something is not asked by another site', async () => {
    const path = '/v1/admin/stock/X/transfers'
    const browser = { may: 'stock:write', cookie: 'a=b', host: 'shop.example' }
    const code = async (headers: Record<string, string>) =>
      (await ask('POST', path, { ...browser, ...headers })).code
    equal(await code({}), 'http.forged')
    equal(await code({ 'meridian-csrf': '1', origin: 'https://evil.example' }), 'http.forged')
    equal(await code({ 'meridian-csrf': '1', origin: 'null' }), 'http.forged')
    equal(await code({ 'meridian-csrf': '1', origin: 'http://shop.example' }), 'http.invalid')
    equal(await code({ 'meridian-csrf': '1' }), 'http.invalid')
  })

  it('is refused before its body is looked at', async () => {
    const { code } = await ask('PUT', '/v1/admin/pricing', { 'content-type': 'text/plain' })
    equal(code, 'http.unauthenticated')
  })

  it('cannot be defined without its permission, nor kept by caches', () => {
    const table = {
      method: 'GET',
      path: '/v1/admin/things',
      summary: 'List things',
      handle: async () => ({}),
    } as const
    const service = (route: ReturnType<typeof query>) => () =>
      defineService({ name: 'things', does: 'Has things.', routes: [route] })
    throws(service(query(table)), /GET \/v1\/admin\/things declares no permission/)
    const cache = { maxAgeSeconds: 1, staleWhileRevalidateSeconds: 1, tags: () => [] }
    throws(service(query({ ...table, permission: 'things:read', cache })), /lets caches keep/)
  })
})
