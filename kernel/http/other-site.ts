/**
 * The origin of a browser's page that is not this shop's; null for its own pages and for what is no browser.
 * @param own the shop's address, besides the host that was asked
 */
export function otherSite(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  own: string | null = null,
): string | null {
  const origin = headers['origin']?.toString()
  if (origin === undefined || origin === own) return null
  const host = (headers['x-forwarded-host'] ?? headers['host'])?.toString()
  return URL.canParse(origin) && new URL(origin).host === host ? null : origin
}

/** Shown by pages of other sites. It is no secret: it says whose page asks. */
export const publishableKeyHeader = 'meridian-publishable-key'
