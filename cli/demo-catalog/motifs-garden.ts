import {
  box,
  circle,
  deep,
  ellipse,
  faded,
  line,
  pale,
  path,
  rect,
  turned,
  type Motif,
} from '#cli/demo-catalog/draw.ts'
import { emblem } from '#cli/demo-catalog/emblems.ts'

export const gardenMotifs: Readonly<Record<string, Motif>> = {
  'watering-can': {
    on: 'table',
    reach: 108,
    draw: ({ colours: [main], colour, solid }) =>
      line('M164 172q10-74 86-64 74 14 66 96-4 44-42 60', main, 13) +
      line('M150 268l-84-134', deep(main, 0.06), 16) +
      turned(
        -32,
        ellipse(60, 124, 28, 10, colour(1)) + rect(46, 126, 28, 16, deep(colour(1), 0.2)),
        60,
        124,
      ) +
      faded(0.8, line('M38 152l-8 22M52 168l-4 22M26 132l-12 16', '#a4c6d4', 5)) +
      solid('M142 168h124l18 130q2 14-14 14h-132q-16 0-14-14z', main) +
      ellipse(204, 168, 62, 12, deep(main, 0.3)) +
      rect(138, 250, 132, 7, deep(main, 0.16)) +
      faded(0.35, line('M158 190l-8 48', '#ffffff', 8)),
  },
  pot: {
    on: 'table',
    reach: 96,
    draw: ({ colours: [main], colour, solid }) =>
      [
        [200, 178, 0],
        [186, 176, -34],
        [214, 176, 34],
        [176, 182, -64],
        [224, 182, 64],
      ]
        .map(([x = 0, y = 0, angle = 0], at) =>
          turned(
            angle,
            path(
              `M${x} ${y}q-26-54 0-112 26 58 0 112z`,
              at % 2 ? deep(colour(1), 0.12) : colour(1),
            ) + line(`M${x} ${y - 6}v-82`, pale(colour(1), 0.3), 3),
            x,
            y,
          ),
        )
        .join('') +
      solid('M132 206h136l-18 92h-100z', main) +
      solid(box(122, 172, 156, 38, 6), pale(main, 0.1)) +
      solid('M118 296h164l-8 16h-148z', deep(main, 0.1)) +
      faded(0.35, line('M150 220l10 62', '#ffffff', 7)),
  },
  trowel: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        -36,
        line('M200 40q-18-22 0-30t0 30', '#7d5a42', 5) +
          solid(box(184, 36, 32, 124, 14), colour(1), 204) +
          rect(186, 152, 28, 14, deep(main, 0.3), 3) +
          line('M200 166v44', main, 13) +
          solid('M152 214q0-12 12-12h72q12 0 12 12 2 96-48 154-50-58-48-154z', main, 202) +
          line('M200 220v120', deep(main, 0.2), 4) +
          line('M176 250h14M176 278h14M178 306h12', pale(main, 0.5), 3),
      ),
  },
  secateurs: {
    on: 'wall',
    draw: ({ colours: [main], colour }) =>
      turned(
        24,
        path('M196 184q-62-52-34-134 4-8 10 0 44 66 46 130z', pale(colour(1), 0.2)) +
          path('M206 186q36-34 40-96 0-10-8-6-46 30-52 96z', deep(colour(1), 0.15)) +
          line('M194 196q-44 60-36 150M210 196q46 56 44 148', main, 25) +
          line('M182 226q-26 50-22 108', pale(main, 0.3), 5) +
          line('M186 240l14 10-14 10 16 10-16 10 14 10', colour(1), 4) +
          circle(202, 186, 15, deep(colour(1), 0.3)) +
          circle(202, 186, 6, pale(colour(1), 0.4)),
      ),
  },
  'seed-packet': {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }, name) =>
      turned(
        9,
        solid(box(136, 82, 150, 216, 4), deep(colour(1), 0.05), 250) +
          rect(150, 112, 122, 90, pale(colour(1), 0.4), 4),
      ) +
      turned(
        -7,
        solid(box(112, 92, 156, 228, 4), main, 226) +
          path(
            'M112 92h156v22l-13-8-13 8-13-8-13 8-13-8-13 8-13-8-13 8-13-8-13 8-13-8-13 8z',
            deep(main, 0.16),
          ) +
          rect(128, 132, 124, 122, '#fbf9f4', 6) +
          emblem(name, 190, 194, 46, colour(1), main) +
          rect(142, 272, 96, 9, '#fbf9f4', 4) +
          rect(158, 292, 64, 6, pale(main, 0.5), 3),
      ),
  },
  gloves: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      [
        { angle: -14, x: -46, flip: 1 },
        { angle: 12, x: 46, flip: -1 },
      ]
        .map(({ angle, x, flip }) =>
          turned(
            angle,
            `<g transform="translate(${200 + x} 0) scale(${flip} 1)">` +
              solid(
                'M-44 250v-84q0-12 10-12t10 12v-44q0-12 11-12t11 12v-12q0-12 11-12t11 12v14q0-11 11-11t11 11v70l26-26q12-8 18 4l-36 66v22z',
                main,
                8,
              ) +
              rect(-50, 246, 102, 74, colour(1), 8) +
              rect(-50, 262, 102, 7, pale(colour(1), 0.25)) +
              line('M-24 166v30M-2 154v34M20 160v30', deep(main, 0.15), 3) +
              '</g>',
          ),
        )
        .join(''),
  },
  birdhouse: {
    on: 'air',
    draw: ({ colours: [main], colour, solid }) =>
      line('M200 96v-60', '#7d5a42', 6) +
      solid('M124 168l76-72 76 72v146h-152z', main) +
      faded(0.35, line('M124 212h152M124 258h152', deep(main, 0.45), 3)) +
      path('M106 184l94-100 94 100-16 14-78-82-78 82z', colour(1)) +
      path('M200 84l94 100-16 14-78-82z', deep(colour(1), 0.15)) +
      circle(200, 206, 29, deep(main, 0.55)) +
      circle(208, 214, 19, '#4d8a90') +
      circle(214, 208, 4, '#fbf9f4') +
      path('M224 212l16 4-14 7z', '#d9a53a') +
      rect(112, 308, 176, 14, deep(main, 0.2), 5),
  },
  twine: {
    on: 'table',
    reach: 84,
    draw: ({ colours: [main], colour, solid }) =>
      line('M238 122q60-40 72 24t-28 100 24 64', colour(1), 6) +
      solid('M152 184q-14-88 48-88t48 88z', colour(1)) +
      [0, 1, 2, 3]
        .map((at) =>
          faded(
            0.5,
            line(
              `M154 ${172 - at * 18}q46 ${-22 - at * 3} ${92 - at * 4} ${-12}`,
              deep(colour(1), 0.35),
              3,
            ),
          ),
        )
        .join('') +
      [0, 1, 2, 3]
        .map((at) =>
          faded(
            0.4,
            line(`M156 ${148 - at * 14}q46 26 ${88 - at * 6} 10`, deep(colour(1), 0.3), 3),
          ),
        )
        .join('') +
      solid(box(126, 180, 148, 132, 8), main) +
      rect(120, 176, 160, 18, pale(main, 0.18), 8) +
      rect(152, 220, 96, 62, '#f6eedd', 5) +
      rect(170, 238, 60, 7, main, 3) +
      rect(180, 256, 40, 6, deep('#d8c7a6', 0.2), 3),
  },
  monstera: {
    on: 'table',
    reach: 78,
    draw: ({ colours: [main], colour, solid }) =>
      line('M198 240q-26-60-62-90M204 240q4-80 28-128M206 240q34-36 70-44', deep(main, 0.15), 7) +
      moonLeaf(128, 132, 54, -34, main) +
      moonLeaf(238, 98, 64, 22, pale(main, 0.1)) +
      moonLeaf(290, 188, 44, 62, deep(main, 0.1)) +
      solid('M138 236h124l-14 64q-3 12-14 12h-68q-11 0-14-12z', colour(1)) +
      solid(box(130, 224, 140, 22, 6), pale(colour(1), 0.1)),
  },
  mister: {
    on: 'table',
    reach: 70,
    draw: ({ colours: [main], colour, solid }) =>
      faded(
        0.85,
        [
          [84, 92, 5],
          [66, 112, 4],
          [72, 74, 4],
          [50, 92, 5],
          [44, 122, 3],
          [38, 70, 3],
        ]
          .map(([x = 0, y = 0, r = 0]) => circle(x, y, r, '#ffffff'))
          .join(''),
      ) +
      line('M232 104q44 4 40 58', deep(colour(1), 0.2), 11) +
      rect(104, 84, 100, 20, colour(1), 8) +
      solid(box(176, 80, 62, 58, 8), colour(1), 210) +
      rect(188, 136, 38, 28, deep(colour(1), 0.25), 4) +
      solid(
        'M186 162h42q6 22 40 42 14 10 14 30v56q0 22-22 22h-108q-22 0-22-22v-56q0-20 14-30 36-20 42-42z',
        pale(main, 0.3),
      ) +
      path('M134 236h144v54q0 16-16 16h-112q-16 0-16-16z', main) +
      faded(0.45, line('M158 220v84M182 214v92M206 212v94M230 214v92M254 220v84', '#ffffff', 4)),
  },
}

/** A heart-shaped leaf with the holes and slits of a monstera. */
function moonLeaf(x: number, y: number, size: number, angle: number, fill: string): string {
  const k = size / 50
  const p = (value: number) => Math.round(value * k * 10) / 10
  const outline = `M${x} ${y + p(48)}q${p(-62)} ${p(-16)} ${p(-50)} ${p(-72)} ${p(14)} ${p(-28)} ${p(50)} ${p(-14)} ${p(36)} ${p(-14)} ${p(50)} ${p(14)} ${p(12)} ${p(56)} ${p(-50)} ${p(72)}z`
  const slit = (side: 1 | -1, at: number) =>
    line(`M${x + side * p(52)} ${y + p(at)}l${side * p(-26)} ${p(8)}`, '#f0d489', p(6))
  return turned(
    angle,
    path(outline, fill) +
      faded(1, slit(-1, -14) + slit(-1, 10) + slit(1, -14) + slit(1, 10)) +
      line(`M${x} ${y + p(46)}v${p(-76)}`, pale(fill, 0.28), p(4)),
    x,
    y,
  )
}
