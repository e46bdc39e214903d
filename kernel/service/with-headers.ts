/** A command's answer that sends headers of its own, such as a cookie. */
export class WithHeaders {
  readonly value: unknown
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>

  constructor(value: unknown, headers: Readonly<Record<string, string>>) {
    this.value = value
    this.headers = headers
  }
}

export function withHeaders(
  value: unknown,
  headers: Readonly<Record<string, string>>,
): WithHeaders {
  return new WithHeaders(value, headers)
}
