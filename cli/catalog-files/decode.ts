// From the bytes of a file to text. Encodings are told apart by looking: a byte order mark, else
// UTF-8 when all of the file is valid UTF-8, else Windows-1252, which spreadsheets still write.
// (iconv-lite decodes it because Node's own decoder has mistaken it for Latin-1 in some versions.)

import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import iconv from 'iconv-lite'

export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252'

export interface TextFile {
  readonly encoding: Encoding
  /** It may hold characters that cannot be stored; when false, no one needs to look for them. */
  readonly suspect: boolean
  /** The text from its start, without byte order mark; can be read as often as needed. */
  chunks(): AsyncIterable<string>
}

/** The packed data breaks off or is not what it says it is. */
export class DamagedFile extends Error {
  constructor(cause: unknown) {
    super('the packed file is damaged: it cannot be unpacked to its end', { cause })
    this.name = 'DamagedFile'
  }
}

const chunkBytes = 256 * 1024

/** Opens a text file, plain or packed with gzip. Throws what the file system throws. */
export async function openText(path: string): Promise<TextFile> {
  const packed = await startsLikeGzip(path)
  const { encoding, zeros } = await inspected(bytesOf(path, packed))
  return {
    encoding,
    suspect: zeros || encoding === 'utf-16le',
    chunks: () => decoded(bytesOf(path, packed), encoding),
  }
}

async function startsLikeGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

async function* bytesOf(path: string, packed: boolean): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: chunkBytes })
  if (!packed) {
    yield* file
    return
  }
  const unpacked = createGunzip({ chunkSize: chunkBytes })
  file.on('error', (error) => unpacked.destroy(error))
  try {
    yield* file.pipe(unpacked)
  } catch (error) {
    throw String((error as NodeJS.ErrnoException).code).startsWith('Z_')
      ? new DamagedFile(error)
      : error
  } finally {
    file.destroy()
  }
}

async function inspected(
  bytes: AsyncIterable<Buffer>,
): Promise<{ encoding: Encoding; zeros: boolean }> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let first = true
  let valid = true
  let zeros = false
  for await (const chunk of bytes) {
    if (first && chunk[0] === 0xff && chunk[1] === 0xfe) return { encoding: 'utf-16le', zeros }
    first = false
    zeros ||= chunk.includes(0)
    valid &&= decodes(utf8, chunk)
  }
  valid &&= decodes(utf8)
  return { encoding: valid ? 'utf-8' : 'windows-1252', zeros }
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

async function* decoded(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncIterable<string> {
  const decoder = decoderOf(encoding)
  for await (const chunk of bytes) {
    const text = decoder.write(chunk)
    if (text) yield text
  }
  const rest = decoder.end()
  if (rest) yield rest
}

interface Decoder {
  write(bytes: Buffer): string
  end(): string
}

function decoderOf(encoding: Encoding): Decoder {
  if (encoding === 'windows-1252') {
    const decoder = iconv.getDecoder('win1252')
    return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' }
  }
  const decoder = new TextDecoder(encoding)
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}
