/** RFC 9457, as every route of the platform answers. */
export interface Problem {
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly advice?: string
  readonly requestId?: string
  readonly errors?: readonly {
    readonly in: 'body' | 'query' | 'path'
    /** JSON pointer below that part. */
    readonly pointer: string
    readonly detail: string
  }[]
}

/** The platform said no, or nobody answered (`code` is then `offline`). */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(`${problem.title} (${problem.code})`, options)
    this.name = 'ApiError'
    this.problem = problem
  }
}

/** The code of what went wrong; null for what is no answer of the platform. */
export function codeOf(error: unknown): string | null {
  return error instanceof ApiError ? error.problem.code : null
}

export const offline: Problem = {
  title: 'The shop cannot be reached',
  status: 0,
  detail: 'No answer came.',
  code: 'offline',
}
