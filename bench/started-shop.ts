import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { storeFile, type StoreFile } from '#cli/running-store.ts'

const withinMs = 60_000
const stopWithinMs = 30_000

export interface StartedShop {
  /** From the command to the first product that the front door served. */
  readonly tookMs: number
  /** Of the command, npm included. */
  readonly pid: number
  /** Of `meridian up` itself. */
  readonly storePid: number
  stop(): Promise<void>
}

/** Types `npm start` and waits at the front door. @throws Error with what it printed when it fails */
export async function startedShop(dir: string, port: number): Promise<StartedShop> {
  const startedAt = performance.now()
  const printed: Buffer[] = []
  const child = spawn('npm', ['start', '--', '--dir', dir, '--port', String(port)], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let failed: Error | null = null
  child.once('error', (error) => (failed = error))
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
  const stop = async () => {
    // npm does not pass every signal on, so the store is told itself. Its products are served a
    // little before it has written down where it can be reached.
    const end = performance.now() + stopWithinMs
    while (!isOver(child) && storePid(dir) === null && performance.now() < end) await sleep(20)
    const pid = storePid(dir)
    if (pid === null) child.kill('SIGTERM')
    else process.kill(pid, 'SIGTERM')
    const late = setTimeout(() => {
      if (pid !== null) process.kill(pid, 'SIGKILL')
      child.kill('SIGKILL')
    }, stopWithinMs)
    await exited
    clearTimeout(late)
  }
  while (!(await servesProducts(`http://127.0.0.1:${port}`))) {
    const late = performance.now() - startedAt > withinMs
    if (!late && failed === null && !isOver(child)) {
      await sleep(15)
      continue
    }
    if (!isOver(child)) await stop()
    const says = Buffer.concat(printed).toString().trim().split('\n').slice(-8).join('\n')
    throw new Error(`npm start served no product${late ? ` in ${withinMs} ms` : ''}:\n${says}`, {
      cause: failed,
    })
  }
  const tookMs = performance.now() - startedAt
  return { tookMs, pid: child.pid ?? 0, storePid: storePid(dir) ?? child.pid ?? 0, stop }
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function storePid(dir: string): number | null {
  try {
    return (JSON.parse(readFileSync(storeFile(dir), 'utf8')) as StoreFile).pid
  } catch {
    return null
  }
}

async function servesProducts(url: string): Promise<boolean> {
  try {
    const list = await fetch(`${url}/v1/products?limit=1`, { signal: AbortSignal.timeout(1_000) })
    const { items = [] } = (await list.json()) as { items?: { handle: string }[] }
    const [first] = items
    if (first === undefined) return false
    const product = await fetch(`${url}/v1/products/${first.handle}`)
    await product.arrayBuffer()
    return product.ok
  } catch {
    return false
  }
}
