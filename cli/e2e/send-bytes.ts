import { connect } from 'node:net'

const withinMs = 20_000

/** Writes bytes to a server and reads what it says until it closes the connection. */
export function sendBytes(url: string, bytes: string | Buffer): Promise<string> {
  const { port, hostname } = new URL(url)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    const said = () => Buffer.concat(chunks).toString()
    socket.setTimeout(withinMs, () => socket.destroy(new Error(`no end came: ${said()}`)))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(said()))
  })
}
