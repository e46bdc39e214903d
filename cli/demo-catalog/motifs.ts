import { audioMotifs } from '#cli/demo-catalog/motifs-audio.ts'
import { coffeeMotifs } from '#cli/demo-catalog/motifs-coffee.ts'
import { cyclingMotifs } from '#cli/demo-catalog/motifs-cycling.ts'
import { box, deep, pale, path, rect, turned, type Motif } from '#cli/demo-catalog/draw.ts'
import { emblem } from '#cli/demo-catalog/emblems.ts'
import { gardenMotifs } from '#cli/demo-catalog/motifs-garden.ts'
import { homeMotifs } from '#cli/demo-catalog/motifs-home.ts'
import { kitchenMotifs } from '#cli/demo-catalog/motifs-kitchen.ts'
import { outdoorMotifs } from '#cli/demo-catalog/motifs-outdoor.ts'
import { stationeryMotifs } from '#cli/demo-catalog/motifs-stationery.ts'
import { toyMotifs } from '#cli/demo-catalog/motifs-toys.ts'

const book: Motif = {
  on: 'wall',
  draw: ({ colours: [main], colour, solid }, name) =>
    turned(
      -6,
      path('M130 62h160q8 0 8 8v264h-168z', '#f6eedd') +
        rect(140, 326, 158, 3, '#d8c7a6') +
        rect(140, 318, 158, 3, '#d8c7a6') +
        solid(box(108, 54, 176, 268, 6), main, 240) +
        rect(108, 54, 20, 268, deep(main, 0.2), 4) +
        rect(150, 84, 112, 10, colour(1), 5) +
        rect(170, 104, 72, 7, pale(main, 0.35), 3) +
        emblem(name, 206, 196, 56, colour(1), pale(main, 0.35)) +
        rect(178, 284, 56, 7, colour(1), 3),
    ),
}

/** Every drawing of the demo shop, by the name that its products use. */
export const motifs: Readonly<Record<string, Motif>> = {
  ...kitchenMotifs,
  ...coffeeMotifs,
  ...homeMotifs,
  ...outdoorMotifs,
  ...cyclingMotifs,
  ...gardenMotifs,
  ...stationeryMotifs,
  ...toyMotifs,
  ...audioMotifs,
  book,
}
