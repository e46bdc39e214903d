// How long an answer may be kept, by its Cache-Control (RFC 9111, RFC 5861). The edge keeps only what
// says itself that it is for everybody: `public` or `s-maxage`.

export interface Freshness {
  readonly freshMs: number
  /** After that it may still be given while it is fetched anew. */
  readonly staleMs: number
  /** After that it may stand in when no region answers. */
  readonly failureMs: number
}

/** @param failureDefaultMs when the answer does not say `stale-if-error` */
export function freshnessOf(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  failureDefaultMs: number,
): Freshness | null {
  const control = headers['cache-control']
  if (status !== 200 || typeof control !== 'string') return null
  if (headers['set-cookie'] !== undefined) return null
  const vary = headers['vary']
  if (vary !== undefined && String(vary).toLowerCase().trim() !== 'accept-encoding') return null
  if (headers['content-encoding'] !== undefined) return null
  const directives = directivesOf(control)
  if (['no-store', 'no-cache', 'private'].some((name) => directives.has(name))) return null
  const shared = secondsOf(directives, 's-maxage')
  if (shared === null && !directives.has('public')) return null
  const freshMs = shared ?? secondsOf(directives, 'max-age') ?? 0
  const strict = directives.has('must-revalidate') || directives.has('proxy-revalidate')
  const staleMs = strict ? 0 : (secondsOf(directives, 'stale-while-revalidate') ?? 0)
  const failureMs = strict ? 0 : (secondsOf(directives, 'stale-if-error') ?? failureDefaultMs)
  if (freshMs + staleMs === 0) return null
  return { freshMs, staleMs, failureMs: Math.max(staleMs, failureMs) }
}

function directivesOf(control: string): Map<string, string> {
  return new Map(
    control
      .toLowerCase()
      .split(',')
      .map((part) => {
        const [name = '', value = ''] = part.split('=', 2)
        return [name.trim(), value.trim().replaceAll('"', '')]
      }),
  )
}

/** In milliseconds. */
function secondsOf(directives: ReadonlyMap<string, string>, name: string): number | null {
  const value = directives.get(name)
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) * 1_000 : null
}
