import type { IncomingMessage } from 'node:http'
import { Transform, type Readable } from 'node:stream'
import { pictureMaxBytes, uploadPath } from '#services/catalog/contract.ts'
import { limits } from '#world/edge/limits.ts'

export type RequestBody =
  /** Held here, so that it can be sent again. */
  | { readonly held: Buffer | null }
  /** Too large to hold: passed on as it comes, once. */
  | { readonly upload: Readable; readonly bytes: number | null }
  | { readonly tooLarge: true; readonly maxBytes: number }

export async function readBody(request: IncomingMessage, path: string): Promise<RequestBody> {
  const declared = request.headers['content-length']
  const bytes = declared === undefined ? null : Number(declared)
  const isChunked = request.headers['transfer-encoding'] !== undefined
  if (!isChunked && !bytes) return { held: null }
  const isAdmin = path.startsWith('/v1/admin/')
  const maxBytes = isAdmin ? limits.adminBodyMaxBytes : limits.bodyMaxBytes
  // Refused here, before megabytes are on their way to a region that does not read them.
  const announcedMax = path === uploadPath ? pictureMaxBytes : maxBytes
  if (bytes !== null && bytes > announcedMax) return { tooLarge: true, maxBytes: announcedMax }
  if (isAdmin && (bytes === null || bytes > limits.bodyMaxBytes))
    return { upload: counted(request, maxBytes), bytes }
  const held = await hold(request, maxBytes)
  return held === null ? { tooLarge: true, maxBytes } : { held }
}

async function hold(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let total = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    total += (chunk as Buffer).length
    if (total > maxBytes) return null
    chunks.push(chunk as Buffer)
  }
  return chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks)
}

function counted(request: IncomingMessage, maxBytes: number): Readable {
  let total = 0
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      total += chunk.length
      if (total > maxBytes) done(new Error(`the body is larger than ${maxBytes} bytes`))
      else done(null, chunk)
    },
  })
  request.once('error', (error) => counter.destroy(error))
  request.once('close', () => {
    if (!request.complete) counter.destroy(new Error('the client left'))
  })
  return request.pipe(counter)
}
