// What the other region may ask of this one's own blobs: never what this one would have to ask it for. Bytes
// go as base64, because what regions say to each other is JSON.

import { suffixOf } from '#kernel/core/blob-id.ts'
import { Fault } from '#kernel/core/fault.ts'
import type { InternalRoute } from '#kernel/http/options.ts'
import type { Blobs } from '#kernel/ports/blobs.ts'
import type { PeerBlobs } from '#runtime/paired-blobs.ts'

interface Kept {
  readonly id: string
  readonly content: string
}

export function blobRoutes(own: Blobs): InternalRoute[] {
  const post = (path: string, handle: InternalRoute['handle']): InternalRoute => ({
    method: 'POST',
    path: `/internal/${path}`,
    handle,
  })
  return [
    post('keep-blob', async (body) => {
      const { id, content } = body as Kept
      const kept = await own.put(Buffer.from(content, 'base64'), suffixOf(id))
      if (kept !== id) throw new Fault('bad-data', `what came for ${id} is ${kept}`)
      return {}
    }),
    post('read-blob', async (body) => {
      const bytes = await own.get((body as Pick<Kept, 'id'>).id)
      return { content: bytes === null ? null : Buffer.from(bytes).toString('base64') }
    }),
    post('missing-blobs', (body) => own.missing((body as { ids: readonly string[] }).ids)),
  ]
}

/** The same routes as the other region asks them. */
export function askedBlobs(
  call: <Answer>(path: string, body: unknown) => Promise<Answer>,
): PeerBlobs {
  return {
    keep: async (id, bytes) => {
      await call('keep-blob', { id, content: Buffer.from(bytes).toString('base64') })
    },
    read: async (id) => {
      const { content } = await call<{ content: string | null }>('read-blob', { id })
      return content === null ? null : Buffer.from(content, 'base64')
    },
    missing: (ids) => call('missing-blobs', { ids }),
  }
}
