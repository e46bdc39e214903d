// For tests: the smallest files that a reader of headers takes for pictures. Nothing in them can be drawn.

const bytesOf = (...parts: readonly (string | number | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => {
      if (typeof part === 'number') return [part]
      return typeof part === 'string' ? Array.from(part, (each) => each.charCodeAt(0)) : [...part]
    }),
  )

/** The most significant byte first. */
function big(value: number, bytes: number): Uint8Array {
  return little(value, bytes).reverse()
}

function little(value: number, bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256)
}

export function pngOf(width: number, height: number): Uint8Array {
  const chunk = (name: string, data: Uint8Array) =>
    bytesOf(big(data.length, 4), name, data, big(0, 4))
  const header = bytesOf(big(width, 4), big(height, 4), 8, 6, 0, 0, 0)
  const chunks = [chunk('IHDR', header), chunk('IDAT', bytesOf('data')), chunk('IEND', bytesOf())]
  return bytesOf(0x89, 'PNG\r\n', 0x1a, '\n', ...chunks)
}

/** @param comment stands where the format has room for words: a page, say */
export function gifOf(width: number, height: number, comment = 'drawn by hand'): Uint8Array {
  const colours = bytesOf(0, 0, 0, 255, 255, 255)
  const words = bytesOf(0x21, 0xfe, comment.length, comment, 0)
  const at = bytesOf(0x2c, little(0, 4), little(width, 2), little(height, 2), 0)
  const size = bytesOf(little(width, 2), little(height, 2))
  return bytesOf('GIF89a', size, 0x80, 0, 0, colours, words, at, 2, 2, 0x4c, 0x01, 0, 0x3b)
}

/** @param orientation as a camera writes it: 6 is a quarter turn */
export function jpegOf(width: number, height: number, orientation = 1): Uint8Array {
  const entry = bytesOf(big(0x0112, 2), big(3, 2), big(1, 4), big(orientation, 2), 0, 0)
  const note = bytesOf('Exif\0\0', 'MM', 0, 42, big(8, 4), big(1, 2), entry, big(0, 4))
  const segment = (marker: number, data: Uint8Array) =>
    bytesOf(0xff, marker, big(data.length + 2, 2), data)
  const frame = bytesOf(8, big(height, 2), big(width, 2), 1, 1, 0x11, 0)
  const scan = bytesOf(1, 1, 0, 0, 63, 0)
  const segments = [segment(0xe1, note), segment(0xc2, frame), segment(0xda, scan)]
  return bytesOf(0xff, 0xd8, ...segments, 'drawn', 0xff, 0xd9)
}

export function webpOf(kind: 'VP8X' | 'VP8L' | 'VP8 ', width: number, height: number): Uint8Array {
  const heads = {
    VP8X: () => bytesOf(little(0, 4), little(width - 1, 3), little(height - 1, 3)),
    VP8L: () => bytesOf(0x2f, little(width - 1 + (height - 1) * 0x4000, 4)),
    'VP8 ': () => bytesOf(0, 0, 0, 0x9d, 0x01, 0x2a, little(width, 2), little(height, 2)),
  }
  const head = bytesOf(heads[kind](), 'drawn')
  const chunks = bytesOf('WEBP', kind, little(head.length, 4), head)
  return bytesOf('RIFF', little(chunks.length, 4), chunks)
}

/** @param quarterTurns as the file asks a viewer for */
export function avifOf(width: number, height: number, quarterTurns = 0): Uint8Array {
  const box = (name: string, ...content: readonly (string | number | Uint8Array)[]) => {
    const inside = bytesOf(...content)
    return bytesOf(big(inside.length + 8, 4), name, inside)
  }
  const size = (wide: number, high: number) => box('ispe', big(0, 4), big(wide, 4), big(high, 4))
  const properties = [size(16, 16), size(width, height), box('irot', quarterTurns)]
  return bytesOf(
    box('ftyp', 'mif1', big(0, 4), 'mif1', 'avif'),
    box('meta', big(0, 4), box('iprp', box('ipco', ...properties))),
    box('mdat', 'drawn'),
  )
}
