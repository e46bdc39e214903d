/** The import that is being watched. */
export function readImportSearch(given: Readonly<Record<string, unknown>>): {
  readonly job?: string
} {
  const { job } = given
  return typeof job === 'string' && /^[a-z0-9-]+$/.test(job) ? { job } : {}
}
