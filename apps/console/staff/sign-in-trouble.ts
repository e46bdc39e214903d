import { codeOf, type ApiError } from '#apps/ui/api/problem.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'

/** Null when it is no trouble, but the next step. */
export function signInTrouble(error: unknown): string | null {
  switch (codeOf(error) ?? '') {
    case 'identity.code-needed':
      return null
    case 'identity.wrong-credentials':
      return 'E-mail and password do not belong together.'
    case 'identity.wrong-code':
      return 'The code is wrong or too old. Take the next one.'
    case 'identity.throttled':
      return `Too many tries. ${(error as ApiError).problem.detail}`
    case 'identity.link-spent':
      return 'This link was used before. Sign in, or ask for a new one.'
    default:
      return troubleIn(error)
  }
}
