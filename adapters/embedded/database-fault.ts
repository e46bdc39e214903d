// What PostgreSQL and its driver say, in the words of the ledger's port. The one distinction that
// must not be got wrong: whether a statement that failed can have taken effect.

import pg from 'pg'
import { Fault } from '#kernel/core/fault.ts'

/** An error before anything was sent: nothing can have happened. */
export function faultOfConnecting(cause: unknown): Fault {
  return new Fault('unavailable', 'the database cannot be reached', { cause })
}

/**
 * An error of a statement that reads, or that may be repeated at will.
 * Errors that are neither the world's nor the data's come back as they are: they are bugs.
 */
export function faultOfReading(cause: unknown): unknown {
  if (cause instanceof Fault) return cause
  if (!(cause instanceof pg.DatabaseError)) {
    return new Fault('unavailable', 'the connection to the database was lost', { cause })
  }
  const { code = '' } = cause
  if (/^(08|53|57P|40|25006)/.test(code)) return new Fault('unavailable', cause.message, { cause })
  if (/^(22|54)/.test(code)) return new Fault('bad-data', cause.message, { cause })
  if (code === '55P03' || code === '57014') return new Fault('timeout', cause.message, { cause })
  return cause
}

/** Whether a commit that failed was certainly undone. If not, it may have been done. */
export function wasUndone(error: unknown): error is pg.DatabaseError {
  return (
    error instanceof pg.DatabaseError &&
    error.severity === 'ERROR' &&
    !/^(08|57P)/.test(error.code ?? '')
  )
}

/** An error of a single commit that was sent. */
export function faultOfCommitting(cause: unknown): Error {
  if (!wasUndone(cause)) {
    return new Fault('outcome-unknown', 'the connection was lost while it was committed', { cause })
  }
  const { code = '' } = cause
  if (code === '23505') return new Fault('version-conflict', undefined, { cause })
  if (/^(40|53|25006)/.test(code)) return new Fault('unavailable', cause.message, { cause })
  if (/^(22|54)/.test(code)) return new Fault('bad-data', cause.message, { cause })
  return cause
}
