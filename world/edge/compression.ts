import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'identity' | 'gzip' | 'br'

const gzipAsync = promisify(gzip)
const brotliAsync = promisify(brotliCompress)
const compressible =
  /^(?:text\/(?!event-stream)|application\/(?:[\w.+-]+\+)?(?:json|xml|javascript|manifest)|image\/svg)/
const acceptedMax = 200

/** For bodies compressed once and sent many times. */
const brotliKeptQuality = 6
const gzipKeptLevel = 6
/** For bodies compressed while somebody waits. */
export const gzipPassingLevel = 4

export function isCompressible(contentType: string | undefined): boolean {
  return contentType !== undefined && compressible.test(contentType)
}

const known = new Map<string, Encoding>()

/** The best encoding a client takes. Clients say few different things, so the answers are kept. */
export function encodingFor(accept: string | undefined): Encoding {
  if (accept === undefined) return 'identity'
  const found = known.get(accept)
  if (found !== undefined) return found
  const best = bestOf(accept)
  if (known.size < acceptedMax) known.set(accept, best)
  return best
}

function bestOf(accept: string): Encoding {
  const taken = new Set(
    accept
      .toLowerCase()
      .split(',')
      .filter((part) => !/;\s*q=0(?:\.0*)?\s*$/.test(part))
      .map((part) => part.split(';')[0]?.trim()),
  )
  if (taken.has('br')) return 'br'
  return taken.has('gzip') ? 'gzip' : 'identity'
}

/** Both, for keeping. */
export async function compressed(body: Buffer): Promise<{ gzip: Buffer; br: Buffer }> {
  const [zipped, brotlied] = await Promise.all([
    gzipAsync(body, { level: gzipKeptLevel }),
    brotliAsync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliKeptQuality } }),
  ])
  return { gzip: zipped, br: brotlied }
}

export function gzipNow(body: Buffer): Promise<Buffer> {
  return gzipAsync(body, { level: gzipPassingLevel })
}
