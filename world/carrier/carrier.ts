// The sandbox carrier.
//
// POST /rates { country, grams, method, currency } → { amount, currency }, 422 for what it does not take
// POST /labels { shipmentId, method, to, grams } with an Idempotency-Key → 201 { trackingNumber,
//   labelUrl }; one key, one label
// GET /labels/{trackingNumber}.svg, GET /tracking/{trackingNumber}
// POST /tracking/{trackingNumber}/advance → the next stage; it also comes by itself after a while

import { Strict, Type, type Static } from '#kernel/core/schema.ts'
import { gramsMax, isMethod, rateOf } from '#adapters/memory/carrier-rates.ts'
import { carrierPage, labelSvg } from '#world/carrier/page.ts'
import { Parcels, type Parcel } from '#world/carrier/parcels.ts'
import { sendPage } from '#world/support/page.ts'
import {
  createApp,
  listen,
  noFaults,
  problem,
  type FaultSwitch,
  type FaultyPart,
  type ListenOptions,
} from '#world/support/part.ts'
import { KeyHeader } from '#world/support/shapes.ts'
import { createWebhooks, type WebhookTarget } from '#world/support/webhooks.ts'

export interface CarrierOptions extends ListenOptions {
  readonly dir: string
  /** Who is told of every movement; nobody by default. */
  readonly webhooks?: WebhookTarget
  /** How long a parcel stays at a stage; null: until told to move. Default 30 s. */
  readonly stageMs?: number | null
}

const stageDefaultMs = 30_000
const sweepMs = 1_000

const Text = Type.String({ minLength: 1, maxLength: 200 })
const Grams = Type.Integer({ minimum: 0, maximum: gramsMax })
const RateBody = Strict({ country: Text, grams: Grams, method: Text, currency: Text })
const LabelBody = Strict({
  shipmentId: Text,
  method: Text,
  to: Strict({ name: Text, line1: Text, city: Text, postalCode: Text, country: Text }),
  grams: Grams,
})

export async function startCarrier(options: CarrierOptions): Promise<FaultyPart> {
  const parcels = await Parcels.open(options.dir)
  const faults: FaultSwitch = { current: noFaults }
  const webhooks = createWebhooks({
    ...(options.webhooks ?? { targets: [], secret: '' }),
    sender: 'Carrier',
    unruly: () => faults.current.answerTwice,
    onSettled: (event) => void parcels.told(event.id).catch(() => {}),
  })
  for (const event of parcels.untold) webhooks.send(event)
  const app = createApp(faults)

  app.post<{ Body: Static<typeof RateBody> }>(
    '/rates',
    { schema: { body: RateBody } },
    (request, reply) =>
      rateOf(request.body) ??
      problem(reply, 422, 'no-rate', 'The carrier does not know this method or currency'),
  )

  app.post<{ Body: Static<typeof LabelBody> }>(
    '/labels',
    { schema: { headers: KeyHeader, body: LabelBody } },
    async (request, reply) => {
      if (!isMethod(request.body.method))
        return problem(reply, 422, 'unknown-method', 'The carrier does not know this method')
      const key = String(request.headers['idempotency-key'])
      const { status, body, event } = await parcels.label(key, request.body, (trackingNumber) => ({
        status: 201,
        body: JSON.stringify({
          trackingNumber,
          labelUrl: `http://${request.host}/labels/${trackingNumber}.svg`,
        }),
      }))
      if (event !== null) webhooks.send(event)
      const type = status < 400 ? 'application/json' : 'application/problem+json'
      return reply.code(status).type(type).send(body)
    },
  )

  app.get<{ Params: { file: string } }>('/labels/:file', (request, reply) => {
    const parcel = parcels.get(request.params.file.replace(/\.svg$/, ''))
    if (parcel === undefined) return problem(reply, 404, 'not-found', 'There is no such label')
    return reply
      .type('image/svg+xml')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(labelSvg(parcel))
  })

  app.get<{ Params: { trackingNumber: string } }>('/tracking/:trackingNumber', (request, reply) => {
    const parcel = parcels.get(request.params.trackingNumber)
    return parcel === undefined
      ? problem(reply, 404, 'not-found', 'There is no such parcel')
      : trackingOf(parcel)
  })

  app.post<{ Params: { trackingNumber: string } }>(
    '/tracking/:trackingNumber/advance',
    async (request, reply) => {
      const { trackingNumber } = request.params
      const event = await parcels.advance(trackingNumber)
      if (event !== null) webhooks.send(event)
      const parcel = parcels.get(trackingNumber)
      return parcel === undefined
        ? problem(reply, 404, 'not-found', 'There is no such parcel')
        : trackingOf(parcel)
    },
  )

  app.get('/webhooks', () => ({ pending: webhooks.pending(), attempts: webhooks.log() }))
  app.get('/', (_, reply) => sendPage(reply, carrierPage(parcels.all)))

  async function moveAll(): Promise<void> {
    if (faults.current.down) return
    const before = Date.now() - stageMs
    const due = parcels.travelling.filter(({ events }) => Date.parse(events.at(-1)!.at) <= before)
    const events = await Promise.all(due.map((parcel) => parcels.advance(parcel.trackingNumber)))
    for (const event of events) if (event !== null) webhooks.send(event)
  }

  const stageMs = options.stageMs === undefined ? stageDefaultMs : (options.stageMs ?? Infinity)
  let moving: Promise<void> | null = null
  const sweep = setInterval(() => {
    moving ??= moveAll()
      .catch(() => {})
      .finally(() => (moving = null))
  }, sweepMs)

  const url = await listen(app, options)
  return {
    url,
    faults: () => faults.current,
    fault: (change) => (faults.current = { ...faults.current, ...change }),
    async close() {
      clearInterval(sweep)
      await moving
      webhooks.close()
      await app.close()
      await parcels.close()
    },
  }
}

function trackingOf({ trackingNumber, request, events }: Parcel) {
  const { shipmentId } = request
  return { trackingNumber, shipmentId, status: events.at(-1)?.status, events }
}
