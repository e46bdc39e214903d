import { randomBytes } from 'node:crypto'

const sane = /^[\w.:-]{8,128}$/

/** Takes over a client's X-Request-Id when it is sane, else makes one: a random start and a count. */
export function requestIds(): (given: string | string[] | undefined) => string {
  const start = randomBytes(8).toString('hex')
  let count = 0
  return (given) => {
    if (typeof given === 'string' && sane.test(given)) return given
    count += 1
    return `${start}-${count.toString(36)}`
  }
}
