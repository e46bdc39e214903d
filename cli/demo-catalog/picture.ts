import {
  circle,
  deep,
  ellipse,
  faded,
  groundY,
  moved,
  newPen,
  pale,
  path,
  rect,
  ring,
  side,
  type Motif,
} from '#cli/demo-catalog/draw.ts'
import type { DemoItem } from '#cli/demo-catalog/demo-item.ts'
import { motifs } from '#cli/demo-catalog/motifs.ts'
import { palette, type Colour } from '#cli/demo-catalog/palette.ts'
import { escapeXml } from '#cli/catalog-files/html.ts'

/**
 * The picture of a product in one of its colours, as SVG. View 1 is the product alone; view 2 is the
 * product in a room, beside a smaller one in `other` when that is another colour.
 */
export function pictureOf(item: DemoItem, colour: Colour, view: 1 | 2, other: Colour): string {
  const motif = motifs[item.picture.motif]
  if (!motif) throw new Error(`bug: there is no motif called ${item.picture.motif}`)
  const backdrop = palette[item.picture.backdrop]
  const drawn = (main: Colour, name: string) => {
    const details = item.picture.colours.slice(1).map((detail) => palette[detail])
    return motif.draw(newPen([palette[main], ...details], name), item.picture.emblem)
  }
  const shapes =
    view === 1
      ? alone(motif, backdrop, drawn(colour, 'a'))
      : inRoom(
          motif,
          backdrop,
          other === colour ? [drawn(colour, 'a')] : [drawn(other, 'a'), drawn(colour, 'b')],
        )
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" role="img">` +
    `<title>${escapeXml(item.title)}</title>${shapes}</svg>\n`
  )
}

function alone(motif: Motif, backdrop: string, drawing: string): string {
  const field = rect(0, 0, side, side, pale(backdrop, 0.42))
  const halo = circle(200, 196, 168, pale(backdrop, 0.62))
  return field + halo + withShadow(motif, backdrop, drawing)
}

/** Things that stand get a table and a wall with an arch; what hangs gets a striped wall. */
function inRoom(motif: Motif, backdrop: string, drawings: readonly string[]): string {
  const standing = motif.on === 'table'
  const room = standing ? roomWithTable(backdrop) : stripedWall(backdrop)
  const placed = (at: number, x: number, y: number, scale: number) =>
    moved(x, y, withShadow(motif, backdrop, drawings[at] ?? ''), scale)
  if (drawings.length === 1)
    return room + (standing ? placed(0, 8, 42, 0.96) : placed(0, 20, 14, 0.9))
  return standing
    ? room + placed(0, -8, 144, 0.53) + placed(1, 104, 90, 0.78)
    : room + placed(0, 14, 128, 0.56) + placed(1, 124, 6, 0.74)
}

function stripedWall(backdrop: string): string {
  const stripes = [0, 1, 2, 3, 4]
    .map((at) => rect(at * 80, 0, 40, side, pale(backdrop, 0.28)))
    .join('')
  return rect(0, 0, side, side, pale(backdrop, 0.2)) + stripes
}

function roomWithTable(backdrop: string): string {
  return (
    rect(0, 0, side, side, pale(backdrop, 0.2)) +
    path('M72 300v-116a92 92 0 0 1 184 0v116z', pale(backdrop, 0.55)) +
    circle(316, 84, 34, pale(backdrop, 0.62)) +
    ring(316, 84, 46, pale(backdrop, 0.4), 3) +
    rect(0, 296, side, 104, deep(backdrop, 0.14)) +
    rect(0, 296, side, 7, pale(backdrop, 0.35))
  )
}

function withShadow(motif: Motif, backdrop: string, drawing: string): string {
  if (motif.on === 'table') {
    return ellipse(200, groundY + 1, (motif.reach ?? 100) + 14, 11, deep(backdrop, 0.3)) + drawing
  }
  if (motif.on === 'air') return drawing
  return faded(0.16, ellipse(214, 352, 118, 14, deep(backdrop, 0.9))) + drawing
}
