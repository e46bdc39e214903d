// The problems HTTP itself can have. What the business refuses stands in the service tables, what
// can fail in kernel/core/fault.ts; all three make the page /docs/errors.

export interface ProblemEntry {
  readonly status: number
  readonly title: string
  /** What the caller can do about it. */
  readonly advice: string
  readonly retryAfterSeconds?: number
}

export const httpProblems = {
  'http.bad-url': {
    status: 400,
    title: 'The address cannot be read',
    advice: 'Percent-encode the address as UTF-8.',
  },
  'http.bad-request': {
    status: 400,
    title: 'The request is not HTTP',
    advice: 'Send a well-formed HTTP/1.1 request.',
  },
  'http.bad-json': {
    status: 400,
    title: 'The body is not JSON',
    advice: 'Send one JSON value, encoded as UTF-8.',
  },
  'http.bad-text': {
    status: 400,
    title: 'A text holds characters that cannot be stored',
    advice: 'Leave out the character U+0000 and halves of surrogate pairs.',
  },
  'http.bad-number': {
    status: 400,
    title: 'A number cannot be kept exactly',
    advice: 'Send numbers between -9007199254740991 and 9007199254740991.',
  },
  'http.too-deep': {
    status: 400,
    title: 'The body is nested too deeply',
    advice: 'Send fewer objects and arrays inside one another.',
  },
  'http.invalid': {
    status: 400,
    title: 'The request does not have the shape this route takes',
    advice: 'Correct the members listed in errors; /docs shows the shape.',
  },
  'http.bad-key': {
    status: 400,
    title: 'The Idempotency-Key is not usable',
    advice: 'Send 1 to 255 printable ASCII characters, such as a UUID.',
  },
  'http.bad-condition': {
    status: 400,
    title: 'The If-Match header cannot be read',
    advice: 'Send the ETag of an earlier answer unchanged, such as "7".',
  },
  'http.unauthenticated': {
    status: 401,
    title: 'Nobody is signed in',
    advice: 'Sign in, or send Authorization: Bearer with a secret API key or an access token.',
  },
  'http.forbidden': {
    status: 403,
    title: 'This is not permitted',
    advice: 'Ask somebody who manages staff and keys for the permission.',
  },
  'http.forged': {
    status: 403,
    title: 'The request may come from another site',
    advice: 'Send the header Meridian-Csrf, from a page of the same origin.',
  },
  'http.key-needed': {
    status: 403,
    title: 'Pages of other sites need a key for this shop',
    advice:
      'Send Meridian-Publishable-Key with a publishable API key that names the origin of the page.',
  },
  'http.internal-only': {
    status: 403,
    title: 'This route is for the regions themselves',
    advice: 'Use the routes under /v1.',
  },
  'http.not-found': {
    status: 404,
    title: 'There is nothing at this address',
    advice: 'See /docs for the routes and check the id.',
  },
  'http.method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    advice: 'Use a method that the Allow header names.',
  },
  'http.request-timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    advice: 'Send it again, without pauses.',
  },
  'http.still-running': {
    status: 409,
    title: 'The first request with this key is still at work',
    advice: 'Repeat the same request with the same key.',
    retryAfterSeconds: 1,
  },
  'http.too-large': {
    status: 413,
    title: 'The body is too large',
    advice: 'Send less at once.',
  },
  'http.unsupported-media-type': {
    status: 415,
    title: 'The body is in a format this route does not take',
    advice: 'Send Content-Type: application/json in UTF-8, without Content-Encoding.',
  },
  'http.key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    advice: 'Make a new key for a new request; keep the key to repeat the same one.',
  },
  'http.too-many-requests': {
    status: 429,
    title: 'Too many requests of this kind',
    advice: 'Come back after the time in Retry-After.',
  },
  'http.headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    advice: 'Send fewer or shorter headers.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    advice: 'Report the request id. Repeating the request with its key is safe.',
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>

export type HttpProblemCode = keyof typeof httpProblems
