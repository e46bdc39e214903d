import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { faultCodes } from '#kernel/core/fault.ts'
import { httpProblems } from '#kernel/http/problem-catalogue.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'
import { jarService } from '#kernel/testing/jar-service.ts'

const { server } = httpFixture()
const get = (url: string) => server.inject({ method: 'GET', url })

test('the page of errors lists every code that an answer can carry, and nothing twice', async () => {
  const { body } = await get('/docs/errors')
  const shown = [...body.matchAll(/<div id="([^"]+)">/g)].map(([, code = '']) => code).sort()
  const codes = [
    ...Object.keys(httpProblems),
    ...Object.keys(faultCodes),
    ...jarService().refusals.map(({ code }) => code),
  ]
  deepEqual(shown, codes.sort())
})

test('the type of a problem is an anchor of the page of errors', async () => {
  const { type } = (await get('/v1/nowhere')).json<{ type: string }>()
  const [path = '', anchor = ''] = type.split('#')
  ok((await get(path)).body.includes(`id="${anchor}"`))
})

test('the page of routes shows each route with a table, an example and its anchor', async () => {
  const { body, headers } = await get('/docs')
  match(String(headers['content-type']), /^text\/html/)
  for (const { summary } of jarService().routes) ok(body.includes(summary), summary)
  match(body, /id="putJarsByIdLabel"/)
  match(body, /curl -X PUT &quot;\$MERIDIAN\/v1\/jars\/abc_sin_0698km3c\/label&quot;/)
  match(body, /10\u202f000/, 'the limit of a quantity')
  ok(!/undefined|\[object/.test(body))
})

test('pages run no script and load nothing', async () => {
  for (const url of ['/docs', '/docs/errors']) {
    const { body, headers } = await get(url)
    match(String(headers['content-security-policy']), /^default-src 'none'; style-src 'sha256-/)
    ok(!/<script|<link|<img|\sstyle=|\son\w+=/.test(body))
    equal(headers['x-content-type-options'], 'nosniff')
  }
})

test('every link within the pages leads somewhere', async () => {
  const pages = new Map<string, string>()
  for (const url of ['/docs', '/docs/errors', '/v1/openapi.json'])
    pages.set(url, (await get(url)).body)
  for (const [url, body] of pages) {
    if (url.endsWith('.json')) continue
    for (const [, link = ''] of body.matchAll(/href="([^"]+)"/g)) {
      const [path, anchor] = link.split('#')
      const target = pages.get(path === '' ? url : String(path))
      ok(target !== undefined, link)
      if (anchor !== undefined) ok(target.includes(`id="${anchor}"`), link)
    }
  }
})
