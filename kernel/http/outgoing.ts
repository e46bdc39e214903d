/** An answer before it is written to the wire. */
export interface Outgoing {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | null
}

export const jsonType = 'application/json; charset=utf-8'

export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Outgoing {
  const body = JSON.stringify(value) ?? 'null'
  return { status, headers: { 'content-type': jsonType, ...headers }, body }
}
