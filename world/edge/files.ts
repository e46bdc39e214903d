// Files of a folder, kept in memory once they were asked for and looked at again every second.

import { LRUCache } from 'lru-cache'
import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { KeptAnswer } from '#world/edge/kept-answer.ts'

const types: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

const hashed = /[-.][A-Za-z0-9_-]{8,}\.\w+$/
const checkEveryMs = 1_000
const fileMaxBytes = 32 * 1_048_576
const keptMaxBytes = 128 * 1_048_576

interface KeptFile {
  readonly answer: KeptAnswer
  readonly version: string
  checkedAtMs: number
}

export class Files {
  readonly #root: string
  readonly #headers: Readonly<Record<string, string>>
  readonly #kept = new LRUCache<string, KeptFile>({
    maxSize: keptMaxBytes,
    sizeCalculation: ({ answer }) => Math.ceil(answer.bytes),
  })

  /** @param headers sent with every file */
  constructor(root: string, headers: Readonly<Record<string, string>>) {
    this.#root = root
    this.#headers = headers
  }

  /** The file at a decoded path that starts with a slash, or null. */
  async find(path: string): Promise<KeptAnswer | null> {
    const kept = this.#kept.get(path)
    if (kept !== undefined && performance.now() - kept.checkedAtMs < checkEveryMs)
      return kept.answer
    if (path.split('/').some((part) => part.startsWith('.'))) return null
    const found = await this.#locate(path)
    if (found === null) {
      this.#kept.delete(path)
      return null
    }
    if (kept !== undefined && kept.version === found.version) {
      kept.checkedAtMs = performance.now()
      return kept.answer
    }
    const [body, ready] = await Promise.all([readFile(found.file), compressedBeside(found.file)])
    const answer = new KeptAnswer(this.#headersOf(path), body, ready)
    this.#kept.set(path, { answer, version: found.version, checkedAtMs: performance.now() })
    return answer
  }

  /** Links that lead out of the folder lead nowhere. */
  async #locate(path: string): Promise<{ file: string; version: string } | null> {
    try {
      const root = await realpath(this.#root)
      const file = await realpath(join(root, path))
      if (!file.startsWith(root + sep)) return null
      const found = await stat(file)
      if (!found.isFile() || found.size > fileMaxBytes) return null
      return { file, version: `${found.ino}-${found.mtimeMs}-${found.size}` }
    } catch {
      return null
    }
  }

  #headersOf(path: string): Record<string, string> {
    const type = types[extname(path).toLowerCase()] ?? 'application/octet-stream'
    const control = hashed.test(path)
      ? 'public, max-age=31536000, immutable'
      : type.startsWith('text/html')
        ? 'no-cache'
        : 'public, max-age=300'
    return { 'content-type': type, 'cache-control': control, ...this.#headers }
  }
}

/** What a build has compressed with more patience than a server has. */
async function compressedBeside(file: string): Promise<{ br: Buffer; gzip: Buffer } | null> {
  try {
    const [br, gzip] = await Promise.all([readFile(`${file}.br`), readFile(`${file}.gz`)])
    return { br, gzip }
  } catch {
    return null
  }
}
