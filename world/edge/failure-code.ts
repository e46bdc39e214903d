import type { AnswerHeaders } from '#world/edge/errand.ts'

/** What a region says of a failure; one that only asks to come back later did nothing. */
export function failureCode(status: number, headers: AnswerHeaders, body: Buffer): string | null {
  if (headers['meridian-not-serving'] !== undefined) return 'not-serving'
  if (String(headers['content-type']).startsWith('application/problem+json')) {
    const code = codeIn(body)
    if (code !== null) return code
  }
  return status === 503 && headers['retry-after'] !== undefined ? 'overloaded' : null
}

function codeIn(body: Buffer): string | null {
  try {
    const said = JSON.parse(body.toString()) as { code?: unknown } | null
    return typeof said?.code === 'string' ? said.code : null
  } catch {
    return null
  }
}
