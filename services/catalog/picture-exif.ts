import { says } from '#services/catalog/picture-format.ts'

const title = 'Exif\u0000\u0000'
const entryBytes = 12
const orientationTag = 0x0112
/** Four of the eight orientations lie on their side. */
const firstTurned = 5
const lastTurned = 8

/**
 * Whether a camera says that width and height are to be swapped (Exif 3.0, 4.6.5). One whose note cannot be
 * read says nothing: it is a note about the picture, not the picture.
 */
export function isTurnedByExif(view: DataView, start: number, end: number): boolean {
  if (!says(view, start, title)) return false
  const base = start + title.length
  const isLittle = says(view, base, 'II')
  const has = (at: number, bytes: number) => at + bytes <= Math.min(end, view.byteLength)
  if (!has(base, 8)) return false
  const directory = base + view.getUint32(base + 4, isLittle)
  if (!has(directory, 2)) return false
  const entries = view.getUint16(directory, isLittle)
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * entryBytes
    if (!has(at, entryBytes)) return false
    if (view.getUint16(at, isLittle) === orientationTag) {
      const orientation = view.getUint16(at + 8, isLittle)
      return orientation >= firstTurned && orientation <= lastTurned
    }
  }
  return false
}
