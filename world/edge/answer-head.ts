import type { AnswerHeaders } from '#world/edge/errand.ts'

/** They describe one connection, or the edge writes its own. */
const dropped = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'date',
  'server',
  'x-powered-by',
])

/** What differs from request to request, so it must not be kept. */
const passing = new Set([
  'age',
  'content-length',
  'meridian-cache',
  'server-timing',
  'x-request-id',
])

/** Fields that pass on to the client, names and values in turn. */
export function passedLines(headers: AnswerHeaders): string[] {
  const lines: string[] = []
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || dropped.has(name) || name.startsWith('meridian-internal')) continue
    if (typeof value === 'string') lines.push(name, value)
    else for (const each of value) lines.push(name, each)
  }
  return lines
}

/** Fields that every client may see, for keeping. */
export function keptFields(headers: AnswerHeaders): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (dropped.has(name) || passing.has(name) || name.startsWith('meridian-internal')) continue
    if (value !== undefined) fields[name] = String(value)
  }
  return fields
}
