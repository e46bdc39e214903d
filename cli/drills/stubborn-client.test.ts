import { deepEqual, ok } from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { StubbornClient } from '#cli/drills/stubborn-client.ts'

async function addressOf(t: TestContext, answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1')
  t.after(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Writes to a region that takes everything. @returns what it took, and what the other did not show */
async function stale(t: TestContext, asks: string, arrivesWithinMs = 1) {
  const taken: string[] = []
  const writesTo = await addressOf(t, (_, response) => {
    taken.push(`crt_${taken.length}`)
    response.writeHead(201).end(JSON.stringify({ id: taken.at(-1) }))
  })
  const client = new StubbornClient({ writesTo, asks, everyMs: 5, arrivesWithinMs })
  while (taken.length < 3) await new Promise((resolve) => setTimeout(resolve, 5))
  const missing = await client.staleWrites()
  return { taken, missing }
}

for (const status of [404, 410, 429, 500, 503]) {
  test(`what a region answers with ${status} it has not shown`, async (t) => {
    const asks = await addressOf(t, (_, response) => void response.writeHead(status).end())
    const { taken, missing } = await stale(t, asks)
    deepEqual(missing, taken)
  })
}

test('a region that nobody hears has shown nothing', async (t) => {
  const { taken, missing } = await stale(t, 'http://127.0.0.1:1')
  deepEqual(missing, taken)
})

test('what it could not tell is asked again, and counts once it is there', async (t) => {
  const asked = new Set<string>()
  const asks = await addressOf(t, ({ url = '' }, response) => {
    response.writeHead(asked.has(url) ? 200 : 503).end()
    asked.add(url)
  })
  const { taken, missing } = await stale(t, asks, 5_000)
  deepEqual(missing, [])
  ok(asked.size >= taken.length)
})
