/** One thing about this machine that a store needs. */
export interface Check {
  readonly name: string
  readonly level: 'ok' | 'warn' | 'fail'
  readonly says: string
  /** What to do about it, when it is not well. */
  readonly advice?: string
}

export const ok = (name: string, says: string): Check => ({ name, level: 'ok', says })
export const warn = (name: string, says: string, advice: string): Check => ({
  name,
  level: 'warn',
  says,
  advice,
})
export const fail = (name: string, says: string, advice: string): Check => ({
  name,
  level: 'fail',
  says,
  advice,
})
