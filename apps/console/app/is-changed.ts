import { hashKey } from '@tanstack/react-query'

/** Whether one holds another thing than the other, wherever in it; the order of names does not count. */
export const isChanged = (now: unknown, before: unknown): boolean =>
  hashKey([now]) !== hashKey([before])
