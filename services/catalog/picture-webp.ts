// WebP (RFC 9649): one RIFF file whose first chunk says which of three ways the size is written.

import {
  brokenPicture,
  reaches,
  says,
  type PictureFormat,
  type PictureSize,
} from '#services/catalog/picture-format.ts'

const lossyMark = '\u009d\u0001\u002a'
const losslessMark = 0x2f

export const webp: PictureFormat = {
  suffix: 'webp',
  begins: (view) => says(view, 0, 'RIFF') && says(view, 8, 'WEBP'),
  size: (view) => {
    reaches(view, 8 + view.getUint32(4, true))
    if (says(view, 12, 'VP8X')) return canvas(view)
    if (says(view, 12, 'VP8L') && view.getUint8(20) === losslessMark) return lossless(view)
    if (says(view, 12, 'VP8 ') && says(view, 23, lossyMark)) return lossy(view)
    throw brokenPicture()
  },
}

function canvas(view: DataView): PictureSize {
  const edge = (at: number) => 1 + view.getUint16(at, true) + view.getUint8(at + 2) * 65_536
  return { width: edge(24), height: edge(27) }
}

/** Fourteen bits each. */
function lossless(view: DataView): PictureSize {
  const bits = view.getUint32(21, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

/** The upper two bits say how a decoder may scale it. */
function lossy(view: DataView): PictureSize {
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
}
