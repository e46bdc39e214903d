import assert from 'node:assert/strict'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startLink, type Link } from '#world/link/link.ts'

describe('a link', () => {
  const echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    socket.pipe(socket)
  })
  let link: Link
  const open: Socket[] = []

  before(async () => {
    echo.listen(0, '127.0.0.1')
    await new Promise((resolve) => echo.once('listening', resolve))
    link = await startLink({
      name: 'a->b',
      listen: 0,
      to: (echo.address() as AddressInfo).port,
    })
  })
  after(async () => {
    for (const socket of open) socket.destroy()
    await link.close()
    echo.close()
  })

  function dial(): { socket: Socket; received: () => string; closed: Promise<void> } {
    const socket = connect({ port: link.port, host: '127.0.0.1' })
    open.push(socket)
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => (text += chunk.toString()))
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    return { socket, received: () => text, closed }
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await sleep(2)
  }

  it('passes bytes on, in order, both ways', async () => {
    const { socket, received, closed } = dial()
    const sent = Array.from({ length: 2_000 }, (_, at) => `${at},`).join('')
    for (const part of sent.match(/.{1,7}/g) ?? []) socket.write(part)
    socket.end()
    await closed
    assert.equal(received(), sent)
  })

  it('passes megabytes on with a delay, and loses none', async () => {
    link.setLatency(10)
    const { socket, received, closed } = dial()
    const sent = 'x'.repeat(8 * 1024 * 1024)
    socket.end(sent)
    await closed
    assert.equal(received().length, sent.length)
    link.setLatency(0)
  })

  it('takes its latency in each direction', async () => {
    link.setLatency(40)
    const { socket, received } = dial()
    const startMs = performance.now()
    socket.write('ping')
    await until(() => received() === 'ping')
    const tookMs = performance.now() - startMs
    assert.ok(tookMs >= 79, `took ${tookMs} ms`)
    link.setLatency(0)
  })

  it('keeps the order when the latency falls while bytes are on the way', async () => {
    link.setLatency(60)
    const { socket, received } = dial()
    socket.write('first,')
    await sleep(10)
    link.setLatency(0)
    socket.write('second')
    await until(() => received().endsWith('second'))
    assert.equal(received(), 'first,second')
  })

  it('passes nothing while it is cut, tells nobody, and closes everything on healing', async () => {
    const standing = dial()
    standing.socket.write('before')
    await until(() => standing.received() === 'before')
    link.cut()
    standing.socket.write('during')
    const late = dial()
    late.socket.write('hello')
    await sleep(100)
    assert.equal(standing.received(), 'before')
    assert.equal(late.received(), '')
    assert.equal(standing.socket.destroyed || late.socket.destroyed, false)
    link.heal()
    await Promise.all([standing.closed, late.closed])
    const fresh = dial()
    fresh.socket.write('after')
    await until(() => fresh.received() === 'after')
    assert.equal(standing.received(), 'before')
  })

  it('that is cut one way passes bytes the other way, and opens no new connection', async () => {
    const { socket, received, closed } = dial()
    socket.write('before,')
    await until(() => received() === 'before,')
    const far = (await connectionsOf()).at(-1)
    assert.ok(far)
    link.cut('there')
    socket.write('lost')
    far.write('answer')
    await until(() => received() === 'before,answer')
    const late = dial()
    late.socket.write('hello')
    await sleep(50)
    assert.deepEqual([received(), late.received()], ['before,answer', ''])
    link.cut('back')
    assert.equal(link.state().cut, 'both')
    link.heal()
    await Promise.all([closed, late.closed])
    assert.equal(link.state().cut, null)
  })

  it('does not let one side know that the other died while it is cut', async () => {
    const { socket, closed } = dial()
    socket.write('x')
    await until(() => link.state().connections > 0)
    let isClosed = false
    void closed.then(() => (isClosed = true))
    link.cut()
    for (const each of await connectionsOf()) each.resetAndDestroy()
    await sleep(50)
    assert.equal(isClosed, false)
    link.heal()
    await closed
  })

  it('breaks a connection when nobody listens at its other end', async () => {
    const dead = await startLink({ name: 'x', listen: 0, to: 1 })
    const socket = connect({ port: dead.port, host: '127.0.0.1' })
    socket.on('error', () => {})
    await new Promise((resolve) => socket.once('close', resolve))
    await dead.close()
  })

  const farSockets = new Set<Socket>()
  echo.on('connection', (socket: Socket) => {
    farSockets.add(socket)
    socket.once('close', () => farSockets.delete(socket))
  })
  const connectionsOf = async () => [...farSockets]
})
