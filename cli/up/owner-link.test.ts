import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { newOwnerLink, ownerLink } from '#cli/up/owner-link.ts'

const url = 'http://shop.example/console/owner#secret'
let claimed = false
let isRefusing = false
const server = createServer((request, response) => {
  assert.equal(request.headers.authorization, 'Bearer key')
  const made = isRefusing ? { detail: 'No region serves it.' } : { url, claimed }
  response.writeHead(isRefusing ? 503 : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(request.method === 'POST' ? made : { claimed }))
})
let store = { edge: '', operatorKey: 'key' }
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  store = { ...store, edge: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
})
after(() => server.close())

test('a start prints a link until there is an owner, and none after', async () => {
  assert.equal(await ownerLink(store), url)
  claimed = true
  assert.equal(await ownerLink(store), null)
})

test('whoever runs the store gets a link though there is an owner', async () => {
  claimed = true
  assert.equal(await newOwnerLink(store), url)
})

test('a store that makes no link says why, and a start goes on without', async () => {
  claimed = false
  isRefusing = true
  await assert.rejects(newOwnerLink(store), /No region serves it/)
  assert.equal(await ownerLink(store), null)
})
