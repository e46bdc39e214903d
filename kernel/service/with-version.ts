/** A query's answer that carries the version of the document it shows. */
export class Versioned {
  readonly value: unknown
  readonly version: number

  constructor(value: unknown, version: number) {
    this.value = value
    this.version = version
  }
}

/** Answers a query with an ETag, so that a client can ask with If-None-Match and change with If-Match. */
export function withVersion(value: unknown, version: number): Versioned {
  return new Versioned(value, version)
}
