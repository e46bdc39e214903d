// JPEG (ITU-T T.81): segments of marker, length and content; the size stands in the one that starts the frame.

import {
  brokenPicture,
  says,
  type PictureFormat,
  type PictureSize,
} from '#services/catalog/picture-format.ts'
import { isTurnedByExif } from '#services/catalog/picture-exif.ts'

const markerStart = 0xff
const endOfPicture = 0xffd9
const application1 = 0xe1
/** They come without a length: restarts, the start, and a private one. */
const isBare = (marker: number) => (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01
/** Of all that lie there these three are no frames. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
/** What is drawn comes after the frame, never before. */
const isTooLate = (marker: number) => marker === 0xda || marker === 0xd9

export const jpeg: PictureFormat = {
  suffix: 'jpg',
  begins: (view) => says(view, 0, '\u00ff\u00d8\u00ff'),
  size: (view) => {
    let isTurned = false
    for (let at = 2; ;) {
      const marker = view.getUint8(at + 1)
      if (view.getUint8(at) !== markerStart || isTooLate(marker)) throw brokenPicture()
      if (marker === markerStart) {
        at += 1
      } else if (isBare(marker)) {
        at += 2
      } else {
        const bytes = view.getUint16(at + 2)
        if (bytes < 2) throw brokenPicture()
        if (marker === application1) isTurned ||= isTurnedByExif(view, at + 4, at + 2 + bytes)
        if (isFrame(marker)) {
          insistOnEnd(view, at)
          return sizeAt(view, at + 5, isTurned)
        }
        at += 2 + bytes
      }
    }
  },
}

function sizeAt(view: DataView, at: number, isTurned: boolean): PictureSize {
  const [height, width] = [view.getUint16(at), view.getUint16(at + 2)]
  return isTurned ? { width: height, height: width } : { width, height }
}

/** Looked for from the back: cameras add more after it, and what is drawn has no lengths to follow. */
function insistOnEnd(view: DataView, start: number): void {
  for (let at = view.byteLength - 2; at > start; at -= 1) {
    if (view.getUint16(at) === endOfPicture) return
  }
  throw brokenPicture()
}
