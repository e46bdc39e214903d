import {
  around,
  box,
  circle,
  deep,
  disc,
  ellipse,
  faded,
  line,
  pale,
  path,
  rect,
  ring,
  turned,
  type Motif,
} from '#cli/demo-catalog/draw.ts'

export const homeMotifs: Readonly<Record<string, Motif>> = {
  'floor-lamp': {
    on: 'table',
    reach: 84,
    draw: ({ colours: [main], colour, solid }) =>
      faded(0.25, circle(200, 138, 112, '#fff4d0')) +
      line('M184 200l-58 110M216 200l58 110', colour(1), 9) +
      line('M200 204v106', deep(colour(1), 0.2), 9) +
      solid(disc(200, 138, 80), main) +
      faded(
        0.35,
        line(
          'M126 112q74 22 148 0M120 140q80 24 160 0M128 168q72 22 144 0M146 194q54 14 108 0M146 84q54 14 108 0',
          deep(main, 0.25),
          3,
        ),
      ) +
      rect(184, 56, 32, 8, colour(1), 4),
  },
  'desk-lamp': {
    on: 'table',
    reach: 86,
    draw: ({ colours: [main], colour, solid }) =>
      faded(0.35, path('M80 200l-44 112h190l-64-80z', '#fff4d0')) +
      line('M238 300l32-96-96-70', colour(1), 10) +
      circle(270, 204, 11, deep(colour(1), 0.3)) +
      solid(box(176, 294, 124, 18, 9), main, 238) +
      turned(
        -36,
        solid('M122 128h56l34 76h-124z', main, 152) +
          rect(136, 112, 28, 20, deep(main, 0.25), 5) +
          ellipse(150, 204, 62, 9, '#fff4d0'),
        150,
        160,
      ),
  },
  throw: {
    on: 'table',
    reach: 120,
    draw: ({ colours: [main], colour, solid }) =>
      [
        { y: 252, x: 88, w: 224 },
        { y: 198, x: 94, w: 212 },
        { y: 144, x: 100, w: 200 },
      ]
        .map(
          ({ y, x, w }, at) =>
            solid(box(x, y, w, 58, 26), at === 1 ? pale(main, 0.14) : main) +
            line(`M${x + 24} ${y + 16}h${w - 60}`, pale(main, 0.3), 4) +
            line(`M${x + 24} ${y + 42}h${w - 60}`, colour(1), 5),
        )
        .join('') +
      path('M112 148h76v126h-76z', pale(main, 0.08)) +
      line('M112 166h76M112 184h76', colour(1), 5) +
      line(
        'M116 274v22M128 274v22M140 274v22M152 274v22M164 274v22M176 274v22M186 274v22',
        pale(main, 0.25),
        4,
      ),
  },
  cushion: {
    on: 'table',
    reach: 112,
    draw: ({ colours: [main], colour, solid }) =>
      solid('M92 110q108-18 216 0 18 102 0 200-108 14-216 0-18-100 0-200z', main) +
      `<path d="M92 110q108-18 216 0 18 102 0 200-108 14-216 0-18-100 0-200z" fill="none" stroke="${colour(1)}" stroke-width="6" stroke-linejoin="round"/>` +
      faded(
        0.35,
        line(
          'M120 138q20 14 34 40M280 138q-20 14-34 40M124 288q18-16 30-40M276 288q-18-16-30-40',
          deep(main, 0.4),
          5,
        ),
      ) +
      faded(0.5, line('M118 146q-6 54 0 110', '#ffffff', 6)),
  },
  candle: {
    on: 'table',
    reach: 74,
    draw: ({ colours: [main], colour, solid }) =>
      faded(0.28, circle(200, 118, 70, '#fff4d0')) +
      path('M200 70q30 36 16 58-16 16-32 0-14-22 16-58z', '#e9a56c') +
      path('M200 98q14 18 7 30-7 7-14 0-7-12 7-30z', '#fff4d0') +
      line('M200 128v34', '#3d4348', 4) +
      solid('M134 152h132v138q0 22-22 22h-88q-22 0-22-22z', main) +
      ellipse(200, 152, 66, 13, pale(main, 0.3)) +
      rect(156, 204, 88, 68, colour(1), 4) +
      rect(172, 222, 56, 6, deep(colour(1), 0.5), 3) +
      rect(182, 240, 36, 5, deep(colour(1), 0.3), 2) +
      faded(0.5, line('M146 178v98', '#ffffff', 6)),
  },
  clock: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      solid(disc(200, 200, 128), main) +
      circle(200, 200, 106, colour(1)) +
      around(12, rect(197, 104, 6, 14, deep(main, 0.3), 3)) +
      around(4, rect(195, 104, 10, 20, deep(main, 0.45), 4)) +
      line('M200 200l-46-30', '#3d4348', 9) +
      line('M200 200l40-62', '#3d4348', 7) +
      line('M186 222l44-70', colour(2), 3) +
      circle(200, 200, 9, colour(2)),
  },
  basket: {
    on: 'table',
    reach: 110,
    draw: ({ colours: [main], colour, solid }) =>
      line('M124 172q-40-6-34 36M276 172q40-6 34 36', colour(1), 12) +
      path('M126 160q20-44 76-26 50-24 74 26z', '#f6eedd') +
      faded(0.6, line('M150 154q16-20 40-16M220 146q22-6 34 12', '#d8c7a6', 5)) +
      solid('M100 162h200l-16 136q-2 14-16 14h-136q-14 0-16-14z', main) +
      [186, 214, 242, 270]
        .map((y, row) =>
          [0, 1, 2, 3, 4, 5, 6]
            .map((at) => {
              const x = 118 + at * 25 + (row % 2) * 12
              return x < 278 ? rect(x, y, 15, 10, deep(main, 0.24), 5) : ''
            })
            .join(''),
        )
        .join('') +
      rect(94, 154, 212, 18, pale(main, 0.15), 9),
  },
  mirror: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      circle(200, 62, 12, deep(main, 0.3)) +
      line('M200 62l-54 50M200 62l54 50', deep(main, 0.2), 5) +
      solid(disc(200, 214, 122), main) +
      circle(200, 214, 98, pale(colour(1), 0.35)) +
      faded(
        0.65,
        path('M140 262l92-124 26 14-100 134z', '#ffffff') +
          path('M176 292l96-128 12 18-88 120z', '#ffffff'),
      ) +
      ring(200, 214, 110, pale(main, 0.4), 4),
  },
  vase: {
    on: 'table',
    reach: 70,
    draw: ({ colours: [main], colour, solid }) =>
      line('M196 180q-10-60-48-108M202 180q0-70 8-126M208 180q12-46 48-72', colour(1), 5) +
      path('M166 118q-34 4-40-24 34-6 40 24zM212 122q30 0 36-28-34 0-36 28z', colour(1)) +
      circle(146, 70, 17, colour(2)) +
      circle(146, 70, 6, '#f0d489') +
      circle(211, 52, 20, pale(colour(2), 0.25)) +
      circle(211, 52, 7, '#f0d489') +
      circle(258, 106, 14, colour(2)) +
      circle(258, 106, 5, '#f0d489') +
      solid('M182 168h36q4 20 34 40 34 26 26 62-8 42-78 42t-78-42q-8-36 26-62 30-20 34-40z', main) +
      ellipse(200, 168, 18, 5, deep(main, 0.35)) +
      faded(0.6, line('M142 238q-6 26 8 44', '#ffffff', 8)),
  },
  towel: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      line('M70 92h260', colour(1), 11) +
      circle(70, 92, 12, deep(colour(1))) +
      circle(330, 92, 12, deep(colour(1))) +
      solid(box(112, 84, 176, 250, 8), main) +
      [0, 1, 2, 3, 4, 5, 6, 7]
        .map((row) =>
          [0, 1, 2, 3, 4]
            .map((at) => rect(124 + at * 32, 104 + row * 24, 24, 16, deep(main, 0.07), 3))
            .join(''),
        )
        .join('') +
      rect(112, 300, 176, 8, colour(1)) +
      rect(112, 314, 176, 4, colour(1)),
  },
  stool: {
    on: 'table',
    reach: 100,
    draw: ({ colours: [main], colour, solid }) =>
      line('M200 166l6 144', deep(main, 0.3), 15) +
      line('M146 166l-34 144', main, 17) +
      line('M254 166l36 144', deep(main, 0.1), 17) +
      line('M134 256h142', deep(main, 0.2), 8) +
      solid('M92 136q0-22 108-22t108 22v12q0 22-108 22t-108-22z', main) +
      ellipse(200, 136, 106, 20, pale(main, 0.22)) +
      faded(0.5, line('M124 134q70-14 150 0M148 144q52-6 104 0', colour(1), 2.5)),
  },
}
