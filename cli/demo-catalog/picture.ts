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
 * The picture of a product in one of its colours, as SVG. View 1 is the product alone, view 2 the
 * product in a room, beside a smaller one in `other`.
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
      : together(motif, backdrop, drawn(other, 'a'), drawn(colour, 'b'))
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
function together(motif: Motif, backdrop: string, behind: string, front: string): string {
  const wall = rect(0, 0, side, side, pale(backdrop, 0.2))
  if (motif.on !== 'table') {
    const stripes = [0, 1, 2, 3, 4]
      .map((at) => rect(at * 80, 0, 40, side, pale(backdrop, 0.28)))
      .join('')
    return (
      wall +
      stripes +
      moved(14, 128, withShadow(motif, backdrop, behind), 0.56) +
      moved(124, 6, withShadow(motif, backdrop, front), 0.74)
    )
  }
  const arch = path('M72 300v-116a92 92 0 0 1 184 0v116z', pale(backdrop, 0.55))
  const sun = circle(316, 84, 34, pale(backdrop, 0.62))
  const table =
    rect(0, 296, side, 104, deep(backdrop, 0.14)) + rect(0, 296, side, 7, pale(backdrop, 0.35))
  return (
    wall +
    arch +
    sun +
    ring(316, 84, 46, pale(backdrop, 0.4), 3) +
    table +
    moved(-8, 137, withShadow(motif, backdrop, behind), 0.55) +
    moved(112, 78, withShadow(motif, backdrop, front), 0.82)
  )
}

function withShadow(motif: Motif, backdrop: string, drawing: string): string {
  if (motif.on === 'table') {
    return ellipse(200, groundY + 1, (motif.reach ?? 100) + 14, 11, deep(backdrop, 0.3)) + drawing
  }
  if (motif.on === 'air') return drawing
  return faded(0.16, ellipse(214, 352, 118, 14, deep(backdrop, 0.9))) + drawing
}
