// What a file of a picture is and how large, by its own bytes: its name and the type it was declared as are
// only the sender's word. Headers are read and nothing is decoded. Each format is also followed to its end
// where its structure allows, so that half a file is noticed before shoppers see it.

import { avif } from '#services/catalog/picture-avif.ts'
import type { PictureFormat, PictureSize } from '#services/catalog/picture-format.ts'
import { gif } from '#services/catalog/picture-gif.ts'
import { jpeg } from '#services/catalog/picture-jpeg.ts'
import { png } from '#services/catalog/picture-png.ts'
import { webp } from '#services/catalog/picture-webp.ts'

const formats = [png, jpeg, webp, avif, gif]

export interface Picture extends PictureSize {
  readonly suffix: PictureFormat['suffix']
}

/** `unknown` is none of the formats that are taken, `broken` one of them that cannot be read to its end. */
export function readPicture(bytes: Uint8Array): Picture | 'unknown' | 'broken' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const format = formats.find(({ begins }) => begins(view))
  if (format === undefined) return 'unknown'
  try {
    const { width, height } = format.size(view)
    return width > 0 && height > 0 ? { suffix: format.suffix, width, height } : 'broken'
  } catch (error) {
    if (error instanceof RangeError) return 'broken'
    throw error
  }
}
