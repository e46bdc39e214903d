import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SaxesParser } from 'saxes'
import { MemoryCarrier } from '#adapters/memory/carrier.ts'
import { httpCarrier } from '#adapters/embedded/carrier.ts'
import { isFault } from '#kernel/core/fault.ts'
import { startCarrier, type CarrierOptions } from '#world/carrier/carrier.ts'
import { temporaryFolder } from '#world/support/temporary-folder.ts'

const parcel = {
  shipmentId: 'shp_sin_1',
  method: 'standard',
  to: { name: 'Ada <L>', line1: '1 Road', city: 'Singapore', postalCode: '018956', country: 'SG' },
  grams: 750,
}

async function withCarrier(
  work: (carrier: ReturnType<typeof httpCarrier>, url: string) => Promise<void>,
  options: Partial<CarrierOptions> = {},
) {
  const server = await startCarrier({
    dir: await temporaryFolder(),
    port: 0,
    stageMs: null,
    ...options,
  })
  const carrier = httpCarrier(server.url)
  try {
    await work(carrier, server.url)
  } finally {
    await carrier.close()
    await server.close()
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5)
}

describe('the sandbox carrier', () => {
  it('costs the same over HTTP as in memory, more for far and heavy', () =>
    withCarrier(async (carrier) => {
      const ask = { country: 'SG', grams: 500, method: 'standard', currency: 'SGD' }
      const near = await carrier.rate(ask)
      assert.deepEqual(near, await new MemoryCarrier().rate(ask))
      assert.ok((await carrier.rate({ ...ask, grams: 501 })).amount > near.amount)
      assert.ok((await carrier.rate({ ...ask, country: 'DE' })).amount > near.amount)
      assert.equal((await carrier.rate({ ...ask, currency: 'JPY' })).currency, 'JPY')
    }))

  it('has no price for a method it does not know', () =>
    withCarrier(async (carrier) => {
      const ask = { country: 'SG', grams: 1, method: 'rocket', currency: 'SGD' }
      await assert.rejects(carrier.rate(ask), (error) => isFault(error, 'bad-data'))
      await assert.rejects(new MemoryCarrier().rate(ask), (error) => isFault(error, 'bad-data'))
    }))

  it('makes no label for a method it does not know, in memory as over HTTP', () =>
    withCarrier(async (carrier) => {
      for (const method of ['none', 'rocket', 'constructor']) {
        for (const one of [carrier, new MemoryCarrier()]) {
          await assert.rejects(one.label(method, { ...parcel, method }), (error) =>
            isFault(error, 'bad-data'),
          )
        }
      }
    }))

  it('makes one label per key, which can be looked at', () =>
    withCarrier(async (carrier) => {
      const labels = await Promise.all([1, 2].map(() => carrier.label('key', parcel)))
      assert.deepEqual(labels[0], labels[1])
      const answer = await fetch(labels[0]?.labelUrl ?? '')
      assert.equal(answer.headers.get('content-type'), 'image/svg+xml')
      assert.match(await answer.text(), /Ada &#60;L&#62;/)
      await assert.rejects(carrier.label('key', { ...parcel, grams: 1 }), (error) =>
        isFault(error, 'bad-data'),
      )
    }))

  it('prints a label that is XML, whatever the address', () =>
    withCarrier(async (carrier) => {
      const name = 'a\ufffe\uffff]]><!--&b;'
      const { labelUrl } = await carrier.label('key', { ...parcel, to: { ...parcel.to, name } })
      const parser = new SaxesParser()
      let text = ''
      parser.on('error', (error) => assert.fail(error))
      parser.on('text', (piece) => (text += piece))
      parser.write(await (await fetch(labelUrl)).text()).close()
      assert.ok(text.includes('a\ufffd\ufffd]]><!--&b;'), text)
    }))

  it('keeps its parcels over a restart', async () => {
    const dir = await temporaryFolder()
    let trackingNumber = ''
    await withCarrier(
      async (carrier, url) => {
        trackingNumber = (await carrier.label('key', parcel)).trackingNumber
        await fetch(`${url}/tracking/${trackingNumber}/advance`, { method: 'POST' })
      },
      { dir },
    )
    await withCarrier(
      async (_, url) => {
        const tracking = await (await fetch(`${url}/tracking/${trackingNumber}`)).json()
        assert.equal((tracking as { status: string }).status, 'in_transit')
        assert.match(await (await fetch(url)).text(), new RegExp(trackingNumber))
      },
      { dir },
    )
  })

  it('moves parcels by itself and tells who wants to know', async () => {
    const told: string[] = []
    const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const body = Buffer.concat(await request.toArray()).toString()
      told.push((JSON.parse(body) as { type: string }).type)
      assert.ok(request.headers['carrier-signature'])
      response.end()
    }
    const listener = createServer((request, response) => void take(request, response))
    listener.listen(0, '127.0.0.1')
    await new Promise((resolve) => listener.once('listening', resolve))
    const target = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`
    await withCarrier(
      async (carrier) => {
        await carrier.label('key', parcel)
        await until(() => told.length === 3)
      },
      { stageMs: 1, webhooks: { targets: [target], secret: 's' } },
    )
    assert.deepEqual(told, ['parcel.label_created', 'parcel.in_transit', 'parcel.delivered'])
    listener.closeAllConnections()
    listener.close()
  })
})
