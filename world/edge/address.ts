// What may stand in the request line. The regions decode a path once, so the edge looks at it decoded
// once too: an encoded dot or slash hides nothing.

import type { EdgeProblemCode } from '#world/edge/problem.ts'
import { limits } from '#world/edge/limits.ts'

export type Address =
  | {
      /** Percent-decoded, without the query. */
      readonly path: string
    }
  | { readonly problem: EdgeProblemCode; readonly detail: string }

const hidden = /^\/(?:internal|metrics|health)(?:\/|$)/i
const unreadable = /[\u0000-\u0020\u007f\\]|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/ // oxlint-disable-line no-control-regex -- these are what must not pass

export function readAddress(url: string): Address {
  if (url.length > limits.urlMaxLength)
    return {
      problem: 'edge.url-too-long',
      detail: `Use no more than ${limits.urlMaxLength} characters.`,
    }
  const query = url.indexOf('?')
  const encoded = query === -1 ? url : url.slice(0, query)
  const path = decoded(encoded)
  if (path === null || !path.startsWith('/') || unreadable.test(path.replaceAll(' ', '-')))
    return {
      problem: 'edge.bad-url',
      detail: 'Use a plain, percent-encoded path without dot segments.',
    }
  if (hidden.test(path))
    return { problem: 'edge.not-found', detail: 'See /docs for what there is.' }
  return { path }
}

function decoded(path: string): string | null {
  if (!path.includes('%')) return path
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
