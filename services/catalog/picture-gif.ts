// GIF89a: a screen, then frames and extensions made of blocks of up to 255 bytes, then a trailer.

import { brokenPicture, says, type PictureFormat } from '#services/catalog/picture-format.ts'

const frame = 0x2c
const extension = 0x21
const trailer = 0x3b
/** Some writers leave one between blocks. */
const padding = 0x00

export const gif: PictureFormat = {
  suffix: 'gif',
  begins: (view) => says(view, 0, 'GIF87a') || says(view, 0, 'GIF89a'),
  size: (view) => {
    // A frame may be larger than the screen, and is what has to be drawn.
    let width = view.getUint16(6, true)
    let height = view.getUint16(8, true)
    let at = 13 + coloursBytes(view.getUint8(10))
    for (let kind = view.getUint8(at); kind !== trailer; kind = view.getUint8(at)) {
      if (kind === padding) at += 1
      else if (kind === extension) at = afterBlocks(view, at + 2)
      else if (kind === frame) {
        width = Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true))
        height = Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true))
        at = afterBlocks(view, at + 11 + coloursBytes(view.getUint8(at + 9)))
      } else throw brokenPicture()
    }
    return { width, height }
  },
}

/** The table of colours that these flags announce. */
function coloursBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1)
}

function afterBlocks(view: DataView, start: number): number {
  let at = start
  for (let bytes = view.getUint8(at); bytes > 0; bytes = view.getUint8(at)) at += bytes + 1
  return at + 1
}
