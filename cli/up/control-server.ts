// The store's own hand on its processes, for the other commands: loopback only, with a token that
// stands in a file only this user can read.

import { createServer, type IncomingMessage, type Server } from 'node:http'
import { saysOf } from '#kernel/core/fault.ts'
import { CommandError } from '#cli/command.ts'
import { untilServing } from '#cli/commands/region.ts'
import { drills } from '#cli/drills/drills.ts'
import { Jobs } from '#cli/up/jobs.ts'
import type { Store } from '#cli/up/store.ts'
import type { OneWay } from '#cli/up/world-process.ts'

type Action = (
  store: Store,
  name: string,
  body: Readonly<Record<string, unknown>>,
) => Promise<unknown>

const actions: Readonly<Record<string, Action>> = {
  kill: (store, code, { part }) => store.kill(code, partOf(part)),
  pause: async (store, code) => store.pause(code),
  resume: async (store, code) => store.resume(code),
  revive: (store, code) => store.revive(code),
  partition: ({ world }, code, { oneWay }) => world.partition(code, oneWayOf(oneWay)),
  heal: ({ world }) => world.heal(),
  latency: ({ world }, _, { roundTripMs }) => world.latency(Number(roundTripMs)),
  'witness-kill': ({ world }) => world.killWitness(),
  'witness-revive': ({ world }) => world.reviveWitness(),
}

type JobAction = (
  store: Store,
  jobs: Jobs,
  name: string,
  body: Readonly<Record<string, unknown>>,
) => unknown

/** Long work that goes on after the answer: its progress is asked for. */
const jobActions: Readonly<Record<string, JobAction>> = {
  drills: () => drills.map(({ name, summary }) => ({ name, summary })),
  jobs: (_, jobs) => jobs.list(),
  job: (_, jobs, id) => jobs.find(id),
  drill: (_, jobs, name) => jobs.startDrill(name),
  import: (_, jobs, _name, { name, content, currency }) =>
    jobs.startImport({
      name: String(name),
      content: String(content),
      currency: String(currency),
    }),
  rejoin: (store, jobs, code) =>
    jobs.start('rejoin', code, async (say) => {
      say(`starting what is missing of ${code}`)
      await store.revive(code)
      say('its processes run; waiting until it is back')
      await untilServing(store.describe(), code)
      say(`${code} is back and serves what it served before`)
    }),
}

export async function startControlServer(store: Store): Promise<Server> {
  const jobs = new Jobs(() => store.describe())
  const server = createServer((request, response) => {
    void answer(store, jobs, request).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(body === undefined ? {} : body))
      },
      (error: unknown) => {
        const expected = error instanceof CommandError
        response.writeHead(expected ? 409 : 500, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ error: saysOf(error) }))
      },
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(store.controlPort, '127.0.0.1', resolve)
  })
  return server
}

async function answer(
  store: Store,
  jobs: Jobs,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  if (request.headers.authorization !== `Bearer ${store.token}`) {
    return { status: 401, body: { error: 'the token of this store is needed' } }
  }
  if (request.url === '/processes')
    return { status: 200, body: { world: store.world.pid, regions: store.processes() } }
  const [, name = '', code = ''] = (request.url ?? '').split('/')
  const asked = jobActions[name]
  const action = actions[name]
  if (asked === undefined && action === undefined)
    return { status: 404, body: { error: `there is no action ${name}` } }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  if (asked !== undefined) return { status: 200, body: asked(store, jobs, code, body) }
  return { status: 200, body: await action?.(store, code, body) }
}

function partOf(part: unknown): 'all' | 'postgres' | 'node' {
  return part === 'postgres' || part === 'node' ? part : 'all'
}

function oneWayOf(way: unknown): OneWay | null {
  return way === 'in' || way === 'out' ? way : null
}
