const mebibyte = 1_048_576

export const limits = {
  urlMaxLength: 8_192,
  /** Request line and headers together, before a single header is looked at. */
  headMaxBytes: 24 * 1_024,
  headersMax: 100,
  bodyMaxBytes: mebibyte,
  /** Below /v1/admin/, where catalogues are imported; beyond `bodyMaxBytes` they are streamed. */
  adminBodyMaxBytes: 64 * mebibyte,
  /** Answers up to this size are read whole before they are passed on, so a loss midway can be mended. */
  answerHeldMaxBytes: 256 * 1_024,
  cachedAnswerMaxBytes: 4 * mebibyte,
  cacheMaxBytes: 64 * mebibyte,
  compressMinBytes: 1_024,

  healthEveryMs: 250,
  healthTimeoutMs: 1_000,
  /** So many checks in a row put a region out. */
  healthFailures: 2,

  connectTimeoutMs: 1_000,
  /** Until the head of an answer; `Prefer: wait` adds to it. */
  answerTimeoutMs: 10_000,
  waitMaxMs: 30_000,
  connectionsPerRegion: 256,

  /** How long a request that may be repeated is kept alive while no region can take it. */
  retryForMs: 8_000,
  retryFirstMs: 50,
  retryMaxMs: 500,
  /** The same when an old answer lies ready. */
  retryWithStaleMs: 1_000,
  /** How long an answer outlives its freshness to stand in when no region answers. */
  staleOnFailureMs: 10 * 60_000,
} as const
