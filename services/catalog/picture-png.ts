// PNG, third edition (W3C): a signature, then chunks of length, name, data and checksum.

import {
  brokenPicture,
  reaches,
  says,
  type PictureFormat,
} from '#services/catalog/picture-format.ts'

const signature = '\u0089PNG\r\n\u001a\n'
const headerBytes = 13
/** Length, name and checksum. */
const aroundData = 12

export const png: PictureFormat = {
  suffix: 'png',
  begins: (view) => says(view, 0, signature),
  size: (view) => {
    const start = signature.length
    if (view.getUint32(start) !== headerBytes || !says(view, start + 4, 'IHDR')) {
      throw brokenPicture()
    }
    let at = start
    while (!says(view, at + 4, 'IEND')) at += aroundData + view.getUint32(at)
    reaches(view, at + aroundData)
    return { width: view.getUint32(start + 8), height: view.getUint32(start + 12) }
  },
}
