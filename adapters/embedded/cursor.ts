import { Fault } from '#kernel/core/fault.ts'

/** A cursor names the list that gave it out and the place where the next page goes on. */
export function cursorOf(list: string, place: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url')
}

/** The place in a cursor of this list. @throws Fault `bad-cursor` */
export function placeIn(list: string, cursor: string, parts: number): readonly string[] {
  let content: unknown
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch (cause) {
    throw new Fault('bad-cursor', undefined, { cause })
  }
  const isPlace =
    Array.isArray(content) &&
    content.length === parts + 1 &&
    content[0] === list &&
    content.every((part) => typeof part === 'string' && !part.includes('\0'))
  if (!isPlace) throw new Fault('bad-cursor')
  return (content as string[]).slice(1)
}
