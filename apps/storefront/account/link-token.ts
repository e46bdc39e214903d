/** What the link of a mail brings along after `#`; it leaves the address at once. */
export function takeLinkToken(): string {
  const token = window.location.hash.slice(1)
  if (token !== '') window.history.replaceState(window.history.state, '', window.location.pathname)
  return token
}
