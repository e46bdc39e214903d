import assert from 'node:assert/strict'
import { appendFile, readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { httpPaymentProvider } from '#adapters/embedded/payment-provider.ts'
import { isFault } from '#kernel/core/fault.ts'
import { money } from '#kernel/core/money.ts'
import { paymentProviderSuite } from '#kernel/testing/payment-provider-suite.ts'
import { startBank } from '#world/bank/bank.ts'
import type { BankSummary } from '#world/bank/summary.ts'
import { temporaryFolder } from '#world/support/temporary-folder.ts'
import { signatureOf, type WebhookEvent } from '#world/support/webhooks.ts'

paymentProviderSuite('sandbox bank over HTTP', async () => {
  const bank = await startBank({ dir: await temporaryFolder(), port: 0 })
  const provider = httpPaymentProvider(bank.url)
  return {
    provider,
    async close() {
      await provider.close()
      await bank.close()
    },
  }
})

const visa = (paymentId: string) => ({
  paymentId,
  amount: money(1_999, 'SGD'),
  token: 'tok_visa',
})

describe('the sandbox bank', () => {
  it('has its books and its answers after a restart, and forgets a torn last line', async () => {
    const dir = await temporaryFolder()
    const first = await startBank({ dir, port: 0 })
    const before = httpPaymentProvider(first.url)
    const answer = await before.authorize('key-1', visa('pay_1'))
    await before.close()
    await first.close()
    await appendFile(join(dir, 'bank.jsonl'), '{"type":"answered","answer":{"key":"ke')

    const second = await startBank({ dir, port: 0 })
    const provider = httpPaymentProvider(second.url)
    assert.deepEqual(await provider.authorize('key-1', visa('pay_1')), answer)
    await provider.authorize('key-2', visa('pay_2'))
    assert.equal((await provider.books({ limit: 10 })).items.length, 2)
    await provider.close()
    await second.close()

    const journal = await readFile(join(dir, 'bank.jsonl'), 'utf8')
    for (const line of journal.trimEnd().split('\n')) JSON.parse(line)
  })

  it('does not start on books it cannot read', async () => {
    const dir = await temporaryFolder()
    await appendFile(join(dir, 'bank.jsonl'), 'not a journal\n{"type":"told","eventId":"e"}\n')
    await assert.rejects(startBank({ dir, port: 0 }), /cannot be read at byte 0/)
  })

  it('repeats an answer byte for byte, and refuses a key used for something else', async () => {
    const bank = await startBank({ dir: await temporaryFolder(), port: 0 })
    const post = async (amount: number) => {
      const answer = await fetch(`${bank.url}/authorizations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'key' },
        body: JSON.stringify({ paymentId: 'pay', amount, currency: 'SGD', token: 'tok_visa' }),
      })
      return { status: answer.status, text: await answer.text() }
    }
    const first = await post(100)
    assert.deepEqual(await post(100), first)
    assert.equal((await post(101)).status, 422)
    await bank.close()
  })

  it('sums its books up and names payments that were charged twice', async () => {
    const bank = await startBank({ dir: await temporaryFolder(), port: 0 })
    const provider = httpPaymentProvider(bank.url)
    await provider.authorize('a', visa('pay_1'))
    await provider.authorize('b', visa('pay_1'))
    await provider.authorize('c', visa('pay_2'))
    const summary = (await (await fetch(`${bank.url}/books/summary`)).json()) as BankSummary
    assert.equal(summary.charges, 3)
    assert.equal(summary.authorizationsByPaymentId['pay_2']?.length, 1)
    assert.deepEqual(
      summary.duplicates.map(({ paymentId }) => paymentId),
      ['pay_1'],
    )
    assert.equal(summary.totals[0]?.open, 3 * 1_999)
    const page = await (await fetch(bank.url)).text()
    assert.match(page, /pay_2/)
    await provider.close()
    await bank.close()
  })

  it('cannot be reached while it is down, and keeps nothing from then', async () => {
    const bank = await startBank({ dir: await temporaryFolder(), port: 0 })
    const provider = httpPaymentProvider(bank.url)
    bank.fault({ down: true })
    await assert.rejects(provider.authorize('key', visa('pay')), (error) => isFault(error))
    bank.fault({ down: false })
    assert.equal((await provider.books({ limit: 10 })).items.length, 0)
    await provider.close()
    await bank.close()
  })
})

describe('the webhooks of the sandbox bank', () => {
  it('are signed, and sent again until somebody takes them', async () => {
    const listener = await startListener((count) => (count < 3 ? 503 : 200))
    const bank = await startBank({
      dir: await temporaryFolder(),
      port: 0,
      webhooks: { targets: [listener.url], secret: 'secret', firstRetryMs: 5 },
    })
    const provider = httpPaymentProvider(bank.url)
    await provider.authorize('key', visa('pay'))
    await until(() => listener.received.length === 3)
    const [first, , third] = listener.received
    assert.ok(first && third)
    assert.equal(first.event.type, 'authorization.approved')
    assert.equal(third.event.id, first.event.id)
    assert.equal(third.signature, signatureOf('secret', third.timestamp, third.body))
    await provider.close()
    await bank.close()
  })

  it('that nobody has taken are sent after a restart', async () => {
    const dir = await temporaryFolder()
    const listener = await startListener(() => 200)
    const deaf = { targets: ['http://127.0.0.1:1/'], secret: 's' }
    const first = await startBank({ dir, port: 0, webhooks: deaf })
    const provider = httpPaymentProvider(first.url)
    await provider.authorize('key', visa('pay'))
    await provider.close()
    await first.close()
    const second = await startBank({
      dir,
      port: 0,
      webhooks: { targets: [listener.url], secret: 's' },
    })
    await until(() => listener.received.length === 1)
    await second.close()
  })

  it('come twice when the bank is told to be unruly', async () => {
    const listener = await startListener(() => 200)
    const bank = await startBank({
      dir: await temporaryFolder(),
      port: 0,
      webhooks: { targets: [listener.url], secret: 's' },
    })
    bank.fault({ answerTwice: true })
    const provider = httpPaymentProvider(bank.url)
    await provider.authorize('key', visa('pay'))
    await until(() => listener.received.length === 2)
    assert.equal(new Set(listener.received.map(({ event }) => event.id)).size, 1)
    await provider.close()
    await bank.close()
  })
})

async function startListener(statusOf: (count: number) => number) {
  const received: {
    event: WebhookEvent
    body: string
    timestamp: string
    signature: string
  }[] = []
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await request.toArray()).toString()
    received.push({
      event: JSON.parse(body) as WebhookEvent,
      body,
      timestamp: String(request.headers['bank-timestamp']),
      signature: String(request.headers['bank-signature']),
    })
    response.writeHead(statusOf(received.length)).end()
  }
  const server = createServer((request, response) => void take(request, response))
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  after(() => server.closeAllConnections())
  after(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5)
}
