/** Where to go on after the sign-in: an address of the console, and of nobody else. */
export function readSignInSearch(given: Readonly<Record<string, unknown>>): {
  readonly from?: string
} {
  const { from } = given
  return typeof from === 'string' && /^\/console(?:\/(?!sign-in)|$)/.test(from) ? { from } : {}
}
