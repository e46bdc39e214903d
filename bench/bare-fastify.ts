import { fastify } from 'fastify'

/** The floor for reads: Fastify that answers with a text it already has, in this process' sibling. */
export async function bareFastify(body: string): Promise<{ url: string; close(): Promise<void> }> {
  const { Worker } = await import('node:worker_threads')
  const worker = new Worker(new URL(import.meta.url), { workerData: body })
  const url = await new Promise<string>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  return { url, close: async () => void (await worker.terminate()) }
}

const { isMainThread, parentPort, workerData } = await import('node:worker_threads')
if (!isMainThread && typeof workerData === 'string') {
  const app = fastify()
  app.get('/', (_request, reply) => reply.type('application/json').send(workerData))
  parentPort?.postMessage(await app.listen({ port: 0, host: '127.0.0.1' }))
}
