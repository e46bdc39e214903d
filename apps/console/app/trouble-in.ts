import { ApiError } from '#apps/ui/api/problem.ts'

/** Any trouble as a sentence that says what to do. */
export function troubleIn(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something in this page broke. Load it again.'
  const { status, code, title, detail, advice, errors } = error.problem
  if (status === 0) return 'No answer came. Check the connection; what you typed is still here.'
  if (status === 401) return 'You are signed out. Sign in and try again.'
  if (status === 403) return 'Your roles do not allow this. Ask somebody who manages staff.'
  if (code === 'http.key-reused')
    return 'What was asked before, without an answer, has happened after all. Look before you do it again.'
  if (status === 429 || status === 503) return 'The platform is busy. Try again in a moment.'
  if (status >= 500)
    return 'The platform failed at this. Try again; if it stays, look into its log.'
  const places = (errors ?? [])
    .filter(({ detail: says }) => says !== detail)
    .map(({ pointer, detail: says }) => `${pointer} ${says}`)
  return [title, detail, advice, ...places]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => String(part).replace(/\.$/, ''))
    .join('. ')
    .concat('.')
}
