// The process behind bare-fastify.ts.

import { fastify } from 'fastify'

const { port, body } = JSON.parse(process.env['MERIDIAN_FLOOR'] ?? '{}') as {
  port: number
  body: string
}
const app = fastify()
app.get('/', (_request, reply) => reply.type('application/json; charset=utf-8').send(body))
await app.listen({ port, host: '127.0.0.1' })
process.on('disconnect', () => process.exit(0))
process.stdout.write('{"ready":true}\n')
