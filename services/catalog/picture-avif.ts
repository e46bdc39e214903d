// AVIF (AOM, 1.1) over ISO/IEC 14496-12: boxes of size, name and content, some within others. The size stands
// in `ispe` below meta, iprp and ipco: one for each picture, tile and thumbnail, of which the largest counts.

import {
  brokenPicture,
  says,
  type PictureFormat,
  type PictureSize,
} from '#services/catalog/picture-format.ts'

/** From a box's content to its end, in bytes of the file. */
interface Box {
  readonly name: string
  readonly start: number
  readonly end: number
}

const headBytes = 8
const longHeadBytes = 16
/** Version and flags, which some boxes have before their content. */
const versionBytes = 4
const brandBytes = 4
/** Many times what a picture needs; a file of empty ones would cost more to read than it weighs. */
const boxesMax = 10_000

export const avif: PictureFormat = {
  suffix: 'avif',
  begins: (view) => says(view, 4, 'ftyp') && isNamedAvif(view),
  size: (view) => {
    const all = boxes(view, 0, view.byteLength)
    const meta = all
      .filter(({ name }) => name === 'meta')
      .flatMap(({ start, end }) => boxes(view, start + versionBytes, end))
    // What is drawn lies in one of these: without them the file ends after its headers.
    if (![...all, ...meta].some(({ name }) => name === 'mdat' || name === 'idat')) {
      throw brokenPicture()
    }
    const properties = meta.flatMap(within(view, 'iprp')).flatMap(within(view, 'ipco'))
    const sizes = properties.filter(({ name }) => name === 'ispe')
    if (sizes.length === 0) throw brokenPicture()
    const edge = (offset: number) =>
      Math.max(...sizes.map(({ start }) => view.getUint32(start + versionBytes + offset)))
    const size = { width: edge(0), height: edge(4) }
    return properties.some((box) => isQuarterTurn(view, box)) ? turned(size) : size
  },
}

/** The brands of the first box, one of which has to be a picture or a sequence of them. */
function isNamedAvif(view: DataView): boolean {
  const end = Math.min(view.getUint32(0), view.byteLength)
  for (let at = headBytes; at + brandBytes <= end; at += brandBytes) {
    if (says(view, at, 'avif') || says(view, at, 'avis')) return true
  }
  return false
}

const within = (view: DataView, wanted: string) => {
  return ({ name, start, end }: Box) => (name === wanted ? boxes(view, start, end) : [])
}

function boxes(view: DataView, from: number, to: number): Box[] {
  const found: Box[] = []
  for (let at = from; at < to;) {
    const announced = view.getUint32(at)
    const isLong = announced === 1
    const head = isLong ? longHeadBytes : headBytes
    const bytes = isLong ? Number(view.getBigUint64(at + headBytes)) : announced || to - at
    if (bytes < head || at + bytes > to || found.length === boxesMax) throw brokenPicture()
    found.push({ name: nameAt(view, at + 4), start: at + head, end: at + bytes })
    at += bytes
  }
  return found
}

function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((step) => view.getUint8(at + step)))
}

function isQuarterTurn(view: DataView, { name, start }: Box): boolean {
  return name === 'irot' && view.getUint8(start) % 2 === 1
}

const turned = ({ width, height }: PictureSize): PictureSize => ({ width: height, height: width })
