// What only this adapter can meet: whoever is asked is slow, says no, or is not there. The suite runs on a
// whole store in `cli/e2e`.

import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { embeddedOperations } from '#adapters/embedded/operations.ts'

const servers: Server[] = []
after(() => {
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
})

/** Answers every path with this, or never. */
async function standIn(status: number, body: object | null): Promise<string> {
  const server = createServer((_request, response) => {
    if (body !== null) response.writeHead(status).end(JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const asking = (urls: readonly string[], host: string | null = null) =>
  embeddedOperations({
    regions: urls.map((url, at) => ({ code: `r${at}`, name: `region ${at}`, url })),
    secret: 'secret',
    host: host === null ? null : { url: host, token: 'token' },
    recentEvents: () => [],
    history: async () => [],
  })

test('a region that hangs holds an answer up no longer than it may', async () => {
  const operations = asking([await standIn(200, []), await standIn(200, null)])
  const startedMs = performance.now()
  assert.deepEqual(await operations.recentTraces(), { items: [], silent: ['r1'] })
  const tookMs = performance.now() - startedMs
  assert.ok(tookMs > 1_000 && tookMs < 4_000, `${tookMs} ms`)
})

test('what a region says against a hand-over is passed on', async () => {
  const operations = asking([await standIn(503, { detail: 'the peer is behind' })])
  assert.deepEqual(await operations.handOver('r0', 'r0'), { says: 'the peer is behind' })
  await assert.rejects(operations.deadLetters('r7', { limit: 1 }), /no region r7/)
})

test('where nobody runs the processes, nothing can be rehearsed and the reason is said', async () => {
  const operations = asking([])
  assert.deepEqual([await operations.drills(), await operations.jobs()], [[], []])
  assert.equal(await operations.job('any'), null)
  for (const said of [await operations.startDrill('any'), await operations.startRejoin('r0')])
    assert.match('says' in said ? said.says : '', /Nobody runs/)
})

test('a host that is not there is a fault, not an empty list', async () => {
  const operations = asking([], 'http://127.0.0.1:9')
  await assert.rejects(operations.jobs(), { code: 'unavailable' })
})
