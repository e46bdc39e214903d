import type { Random } from '#kernel/ports/random.ts'

const sane = /^[\w.:-]{8,128}$/

/** Takes over a caller's X-Request-Id when it is sane, else makes one: a random start and a count. */
export function requestIds(random: Random): (given: string | string[] | undefined) => string {
  const start = Buffer.from(random.bytes(8)).toString('hex')
  let count = 0
  return (given) => {
    if (typeof given === 'string' && sane.test(given)) return given
    count += 1
    return `${start}-${count.toString(36)}`
  }
}
