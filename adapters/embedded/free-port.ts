import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { Fault, invariant } from '#kernel/core/fault.ts'

/**
 * Below what Linux (from 32768) and macOS (from 49152) give to outgoing connections: one of those
 * could take a port between its being found and its being listened at.
 */
const lowest = 20_000
const highest = 32_767
let next = randomInt(lowest, highest + 1)

/** A port of loopback that nothing listens on now, and another one each time. */
export async function freePort(): Promise<number> {
  for (let attempt = lowest; attempt <= highest; attempt += 1) {
    const port = next
    next = port === highest ? lowest : port + 1
    if (await isFree(port)) return port
  }
  invariant(false, 'a port of this machine is free')
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      probe.close(() => resolve(true))
    })
  })
}

/** Somebody else listens there, perhaps only since it was found to be free. */
export class PortTaken extends Fault {
  constructor(says: string, options: { readonly cause?: unknown } = {}) {
    super('unavailable', says, options)
  }
}
