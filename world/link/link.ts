// A piece of network between two regions: a TCP proxy with a delay, and a cut that behaves as a real
// partition does. While it is cut nothing passes and nobody is told: connections stay open and
// silent, new ones hang. On healing all of them are closed, so both sides connect afresh; bytes that
// were on the way when the link was cut are lost, never delivered late.
//
// It can also be cut one way, as when packets are dropped in one direction. What stands then goes on in
// the other direction: a request may arrive and its answer not. New connections hang whichever
// direction is cut, because a TCP handshake needs both.

import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export const cutWays = ['both', 'there', 'back'] as const
export type CutWay = (typeof cutWays)[number]

export interface Link {
  readonly name: string
  readonly port: number
  state(): LinkState
  /** One way in milliseconds; a round trip takes twice that. Bytes never overtake each other. */
  setLatency(latencyMs: number): void
  /** `there` is from those who connect to where the link leads, `back` the other direction. */
  cut(way?: CutWay): void
  heal(): void
  close(): Promise<void>
}

export interface LinkState {
  readonly name: string
  readonly latencyMs: number
  readonly cut: CutWay | null
  readonly connections: number
  readonly bytes: number
}

export interface LinkOptions {
  readonly name: string
  /** 0 takes any free port. */
  readonly listen: number
  readonly to: number
  /** Both ends; default 127.0.0.1. */
  readonly host?: string
  /** One way; default 0. */
  readonly latencyMs?: number
  /** Cut from the beginning. */
  readonly cut?: CutWay | null
}

const inFlightMaxBytes = 4 * 1024 * 1024

interface Path {
  readonly way: Exclude<CutWay, 'both'>
  stop(): void
}

interface Pair {
  readonly sockets: Socket[]
  readonly paths: Path[]
}

export async function startLink(options: LinkOptions): Promise<Link> {
  const host = options.host ?? '127.0.0.1'
  let latencyMs = options.latencyMs ?? 0
  let cutWay = options.cut ?? null
  let bytes = 0
  const pairs = new Set<Pair>()

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => {
    near.on('error', () => {})
    near.setNoDelay(true)
    const pair: Pair = { sockets: [near], paths: [] }
    pairs.add(pair)
    near.on('close', (failed) => leave(pair, failed))
    if (cutWay !== null) return
    const far = connect({ port: options.to, host, allowHalfOpen: true })
    far.setNoDelay(true)
    far.on('error', () => {})
    far.on('close', (failed) => leave(pair, failed))
    pair.sockets.push(far)
    far.once('connect', () => {
      if (cutWay !== null) return
      pair.paths.push(pass('there', near, far), pass('back', far, near))
    })
  })

  /**
   * One side has gone. A broken connection breaks the other at once; one that ended in good order
   * has told the other side already, behind the bytes still on the way. A cut link tells nobody that
   * a connection broke, in neither direction.
   */
  function leave(pair: Pair, failed: boolean): void {
    if (cutWay !== null || (!failed && pair.sockets.some((socket) => !socket.destroyed))) return
    for (const path of pair.paths) path.stop()
    for (const socket of pair.sockets) socket.destroy()
    pairs.delete(pair)
  }

  function pass(way: Path['way'], from: Socket, to: Socket): Path {
    let isStopped = false
    const inFlight: { chunk: Buffer | null; dueMs: number }[] = []
    let inFlightBytes = 0
    let timer: NodeJS.Timeout | null = null
    let lastDueMs = 0

    function arrive(): void {
      timer = null
      const nowMs = performance.now()
      while (inFlight[0] !== undefined && inFlight[0].dueMs <= nowMs) {
        const { chunk } = inFlight.shift()!
        if (chunk === null) to.end()
        else deliver(chunk)
      }
      if (inFlight[0] !== undefined) timer = setTimeout(arrive, inFlight[0].dueMs - nowMs)
    }

    function deliver(chunk: Buffer): void {
      bytes += chunk.length
      inFlightBytes -= chunk.length
      if (to.write(chunk)) resume()
      else from.pause()
    }

    function resume(): void {
      if (!isStopped && !to.writableNeedDrain && inFlightBytes < inFlightMaxBytes) from.resume()
    }

    function depart(chunk: Buffer | null): void {
      const nowMs = performance.now()
      lastDueMs = Math.max(lastDueMs, nowMs + latencyMs)
      inFlight.push({ chunk, dueMs: lastDueMs })
      inFlightBytes += chunk?.length ?? 0
      if (inFlightBytes >= inFlightMaxBytes) from.pause()
      if (timer === null) arrive()
    }

    from.on('data', depart)
    from.on('end', () => depart(null))
    to.on('drain', resume)
    from.resume()
    return {
      way,
      stop() {
        isStopped = true
        if (timer !== null) clearTimeout(timer)
        inFlight.length = 0
        from.pause()
      },
    }
  }

  server.listen(options.listen, host)
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })

  function dropAll(): void {
    for (const pair of pairs) {
      for (const path of pair.paths) path.stop()
      for (const socket of pair.sockets) socket.destroy()
    }
    pairs.clear()
  }

  return {
    name: options.name,
    port: (server.address() as AddressInfo).port,
    state: () => ({ name: options.name, latencyMs, cut: cutWay, connections: pairs.size, bytes }),
    setLatency(ms) {
      latencyMs = ms
    },
    cut(way = 'both') {
      cutWay = cutWay === null || cutWay === way ? way : 'both'
      for (const path of [...pairs].flatMap(({ paths }) => paths)) {
        if (cutWay === 'both' || cutWay === path.way) path.stop()
      }
    },
    heal() {
      if (cutWay === null) return
      dropAll()
      cutWay = null
    },
    async close() {
      cutWay = null
      dropAll()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
