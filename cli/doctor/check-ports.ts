import { createServer } from 'node:net'
import { fail, ok, warn, type Check } from '#cli/doctor/check.ts'

const name = 'Ports'

/**
 * Whether programs may listen on loopback, and whether the front door's usual port is free.
 * @param own the port that a store in this folder has already
 */
export async function checkPorts(frontDoor: number, own: number | null = null): Promise<Check> {
  const any = await listenError(0)
  if (any !== null) {
    return fail(name, `nothing can listen on 127.0.0.1 (${any})`, 'allow it to use the loopback')
  }
  if (frontDoor === own) return ok(name, `${frontDoor} is the front door of the store that runs`)
  const wanted = await listenError(frontDoor)
  if (wanted === null) return ok(name, `${frontDoor} is free for the front door`)
  const why = wanted === 'EACCES' ? 'is for root only' : 'is taken'
  return warn(name, `${frontDoor} ${why}`, 'the next free one is used, or name one with --port')
}

/** The code of what went wrong; null when it can be listened on. */
function listenError(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => resolve(null))
    })
  })
}
