import { Fault } from '#kernel/core/fault.ts'

/** A cursor names the list that gave it out and the place where the next page goes on. */
export function cursorOf(list: string, place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url')
}

/** The place in a cursor of this list. Throws `bad-cursor`. */
export function placeIn(list: string, cursor: string): readonly (string | number)[] {
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(content) && content[0] === list) return content.slice(1)
  } catch (cause) {
    throw new Fault('bad-cursor', undefined, { cause })
  }
  throw new Fault('bad-cursor')
}
