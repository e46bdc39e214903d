// The pen with which the pictures of the demo shop are drawn: flat shapes on a field of 400 by 400,
// light from the left. What stands on a table touches it at `groundY`.

import { darker, lighter } from '#cli/demo-catalog/palette.ts'

export const side = 400
export const groundY = 312

export interface Pen {
  /** The colours of the picture as `#rrggbb`: the main one, then those of details. */
  readonly colours: readonly [string, ...string[]]
  /** The colour of a detail; the main one when the picture names none. */
  readonly colour: (at: number) => string
  /** A closed outline in one colour with its right side in shade, from `shadeX` on. */
  readonly solid: (outline: string, fill: string, shadeX?: number) => string
}

export interface Motif {
  /** What it stands on, lies on or hangs from: decides its shadow and its second view. */
  readonly on: 'table' | 'wall' | 'air'
  /** Half the width of its shadow on the table. */
  readonly reach?: number
  /** @param emblem what tells it from others with the same motif */
  readonly draw: (pen: Pen, emblem: string | undefined) => string
}

export function newPen(colours: readonly [string, ...string[]], name: string): Pen {
  let clips = 0
  return {
    colours,
    colour: (at) => colours[at] ?? colours[0],
    solid(outline, fill, shadeX = 205) {
      clips += 1
      const id = `${name}${clips}`
      return (
        `<clipPath id="${id}"><path d="${outline}"/></clipPath>` +
        path(outline, fill) +
        `<path clip-path="url(#${id})" fill="${darker(fill, 0.75)}" opacity=".13" ` +
        `d="M${shadeX} 0h${side}v${side}h-${side}z"/>`
      )
    },
  }
}

export const path = (d: string, fill: string): string => `<path d="${d}" fill="${fill}"/>`

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  radius = 0,
): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}"` +
  `${radius > 0 ? ` rx="${radius}"` : ''} fill="${fill}"/>`

export const circle = (x: number, y: number, radius: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`

/** An open stroke with round ends. */
export const line = (d: string, colour: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" ` +
  `stroke-linecap="round" stroke-linejoin="round"/>`

export const ring = (x: number, y: number, radius: number, colour: string, width: number): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${colour}" stroke-width="${width}"/>`

export const turned = (angle: number, shapes: string, x = 200, y = 200): string =>
  `<g transform="rotate(${angle} ${x} ${y})">${shapes}</g>`

export const moved = (x: number, y: number, shapes: string, scale = 1): string =>
  `<g transform="translate(${x} ${y})${scale === 1 ? '' : ` scale(${scale})`}">${shapes}</g>`

export const faded = (opacity: number, shapes: string): string =>
  `<g opacity="${opacity}">${shapes}</g>`

/** The outline of a box with round corners, to be given to `Pen.solid`. */
export function box(x: number, y: number, width: number, height: number, radius = 0): string {
  const r = Math.min(radius, width / 2, height / 2)
  return (
    `M${x + r} ${y}h${width - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${height - 2 * r}` +
    `a${r} ${r} 0 0 1 -${r} ${r}h-${width - 2 * r}a${r} ${r} 0 0 1 -${r} -${r}v-${height - 2 * r}` +
    `a${r} ${r} 0 0 1 ${r} -${r}z`
  )
}

/** The outline of a disc, to be given to `Pen.solid`. */
export const disc = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 -${2 * r} 0z`

/** The same shapes at several places, each turned about the centre by an equal share of a circle. */
export function around(count: number, shapes: string, x = 200, y = 200): string {
  return Array.from({ length: count }, (_, at) => turned((360 / count) * at, shapes, x, y)).join('')
}

export const pale = (colour: string, share = 0.35): string => lighter(colour, share)
export const deep = (colour: string, share = 0.22): string => darker(colour, share)
