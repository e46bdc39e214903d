// A request on its way to some region, and what came of it there.

import type { Readable } from 'node:stream'
import type { Region } from '#world/edge/region.ts'
import type { Repeatability } from '#kernel/http/repeating.ts'

export interface Errand {
  readonly method: string
  /** As the client wrote it. */
  readonly url: string
  /** Names and values in turn. */
  readonly head: string[]
  readonly body: Buffer | null
  /** A body that can be sent once only. */
  readonly upload: Readable | null
  readonly repeatability: Repeatability
  /** Where the shopper was so far. */
  readonly preferred: Region | null
  readonly answerTimeoutMs: number
  /** Server-sent events: no end is expected. */
  readonly streams: boolean
  /** Ends when nobody waits for the answer any more. */
  readonly abandoned?: AbortSignal
}

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>

export interface Answered {
  readonly kind: 'answered'
  readonly region: Region
  readonly status: number
  readonly headers: AnswerHeaders
  /** The code of a problem with status 409, 502, 503 or 504. */
  readonly code: string | null
  /** The whole body, when it is small and said so. */
  readonly held: Buffer | null
  readonly stream: Readable | null
}

export type Attempt =
  | Answered
  /** Never sent. */
  | { readonly kind: 'refused'; readonly region: Region }
  /** Sent, and no answer came. */
  | { readonly kind: 'lost'; readonly region: Region; readonly late: boolean }
