import { HttpProblem } from '#kernel/http/problems.ts'

/**
 * Refuses what the ledger could not give back as it came: U+0000 and halves of surrogate pairs
 * (PostgreSQL's jsonb stores neither), numbers that lose digits, and depth that would exhaust a
 * stack.
 */
export function checkData(value: unknown, depthMax: number, part: 'body' | 'query' | 'path'): void {
  const refuse = (code: 'http.bad-text' | 'http.bad-number' | 'http.too-deep', at: string) => {
    const detail = { 'http.bad-text': badText, 'http.bad-number': badNumber, 'http.too-deep': deep }
    throw new HttpProblem(code, detail[code], {
      errors: [{ in: part, pointer: at, detail: detail[code] }],
    })
  }
  const check = (item: unknown, depth: number, at: () => string): void => {
    if (typeof item === 'string') {
      if (!isStorable(item)) refuse('http.bad-text', at())
    } else if (typeof item === 'number') {
      if (!(Math.abs(item) <= Number.MAX_SAFE_INTEGER)) refuse('http.bad-number', at())
    } else if (typeof item === 'object' && item !== null) {
      if (depth === depthMax) refuse('http.too-deep', at())
      for (const [name, member] of Object.entries(item)) {
        const below = () => `${at()}/${pointerToken(name)}`
        if (!isStorable(name) || name === '__proto__') refuse('http.bad-text', at())
        check(member, depth + 1, below)
      }
    }
  }
  check(value, 0, () => '')
}

const badText = 'U+0000, a half of a surrogate pair, or the name __proto__ cannot be stored.'
const badNumber = 'The number is beyond ±9007199254740991 and would lose digits.'
const deep = 'There are too many objects and arrays inside one another.'

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}

/** One step of a JSON pointer (RFC 6901). */
export function pointerToken(name: string): string {
  return name.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')
}
