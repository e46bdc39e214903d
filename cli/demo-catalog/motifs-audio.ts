import {
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

export const audioMotifs: Readonly<Record<string, Motif>> = {
  headphones: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      line('M104 236v-28q0-118 96-118t96 118v28', main, 20) +
      line('M116 200q4-90 84-90t84 90', pale(main, 0.25), 7) +
      rect(96, 214, 16, 34, colour(1), 5) +
      rect(288, 214, 16, 34, colour(1), 5) +
      solid(box(74, 226, 60, 100, 28), main, 112) +
      solid(box(266, 226, 60, 100, 28), main, 304) +
      rect(122, 236, 22, 80, deep(main, 0.35), 11) +
      rect(256, 236, 22, 80, deep(main, 0.35), 11) +
      ring(98, 276, 15, colour(1), 4) +
      ring(302, 276, 15, colour(1), 4),
  },
  earbuds: {
    on: 'table',
    reach: 110,
    draw: ({ colours: [main], colour, solid }) =>
      faded(0.5, ellipse(200, 232, 74, 14, '#fff4d0')) +
      [
        { x: 148, flip: 1 },
        { x: 252, flip: -1 },
      ]
        .map(
          ({ x, flip }) =>
            `<g transform="translate(${x} 0) scale(${flip} 1)">` +
            rect(-15, 130, 26, 74, deep(main, 0.08), 13) +
            solid(disc(0, 122, 33), main, 8) +
            ellipse(26, 112, 16, 20, colour(1)) +
            circle(-6, 128, 7, deep(main, 0.3)) +
            '</g>',
        )
        .join('') +
      solid(box(98, 214, 204, 98, 44), main) +
      path('M98 250q102 22 204 0v8q-102 22-204 0z', deep(main, 0.16)) +
      circle(200, 282, 6, colour(1)),
  },
  speakers: {
    on: 'table',
    reach: 136,
    draw: ({ colours: [main], colour, solid }) =>
      [78, 210]
        .map(
          (x) =>
            solid(box(x, 96, 112, 216, 6), main, x + 84) +
            rect(x + 10, 106, 92, 196, colour(1), 4) +
            circle(x + 56, 150, 22, pale(colour(1), 0.18)) +
            circle(x + 56, 150, 9, '#c9a04e') +
            circle(x + 56, 236, 39, pale(colour(1), 0.18)) +
            ring(x + 56, 236, 29, deep(colour(1), 0.3), 6) +
            circle(x + 56, 236, 15, pale(colour(1), 0.35)),
        )
        .join(''),
  },
  'portable-speaker': {
    on: 'table',
    reach: 92,
    draw: ({ colours: [main], colour, solid }) =>
      line('M250 100q56-30 50 26t-38 38', colour(1), 9) +
      solid(box(116, 96, 168, 216, 54), main) +
      [0, 1, 2, 3, 4, 5, 6, 7]
        .map((row) =>
          [0, 1, 2, 3, 4, 5]
            .map((at) => circle(142 + at * 22 + (row % 2) * 7, 136 + row * 18, 4, deep(main, 0.28)))
            .join(''),
        )
        .join('') +
      rect(158, 280, 84, 14, deep(main, 0.2), 7) +
      circle(180, 287, 3.5, colour(1)) +
      circle(200, 287, 3.5, colour(1)) +
      circle(220, 287, 3.5, colour(1)) +
      ellipse(200, 108, 46, 9, pale(main, 0.25)),
  },
  turntable: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      solid(box(62, 84, 276, 232, 16), main) +
      circle(178, 200, 98, '#3d4348') +
      ring(178, 200, 82, '#545b61', 2) +
      ring(178, 200, 68, '#545b61', 2) +
      ring(178, 200, 54, '#545b61', 2) +
      circle(178, 200, 34, colour(2)) +
      circle(178, 200, 6, '#f6eedd') +
      faded(
        0.14,
        path('M178 200l-74-62a97 97 0 0 1 40-30zM178 200l74 62a97 97 0 0 1-40 30z', '#ffffff'),
      ) +
      circle(300, 124, 22, deep(main, 0.35)) +
      circle(300, 124, 11, '#aab4b9') +
      line('M300 124l2 98-46 44', '#d5dadb', 7) +
      turned(46, rect(240, 258, 24, 14, colour(1), 3), 252, 266) +
      circle(300, 284, 13, colour(1)) +
      rect(284, 250, 32, 8, deep(main, 0.3), 4),
  },
  radio: {
    on: 'table',
    reach: 138,
    draw: ({ colours: [main], colour, solid }) =>
      line('M128 156l-34-92', '#aab4b9', 6) +
      circle(94, 64, 7, '#aab4b9') +
      line('M150 150q0-40 50-40t50 40', colour(2), 11) +
      solid(box(66, 148, 268, 164, 26), main) +
      rect(84, 168, 138, 124, colour(1), 12) +
      [0, 1, 2, 3, 4, 5, 6]
        .map((row) => line(`M98 ${184 + row * 15}h110`, deep(colour(1), 0.2), 5))
        .join('') +
      rect(238, 172, 76, 34, pale(colour(1), 0.3), 6) +
      line('M248 190h56', deep(main, 0.4), 3) +
      rect(272, 178, 4, 24, '#b5523b') +
      circle(258, 242, 21, colour(2)) +
      line('M258 242l-8-13', deep(colour(2), 0.4), 4) +
      circle(302, 242, 13, colour(2)) +
      [246, 264, 282, 300].map((x) => rect(x - 6, 276, 13, 9, colour(1), 4)).join('') +
      rect(96, 308, 30, 8, deep(main, 0.4), 3) +
      rect(274, 308, 30, 8, deep(main, 0.4), 3),
  },
  crate: {
    on: 'table',
    reach: 132,
    draw: ({ colours: [main], colour, solid }) =>
      [
        { x: 104, fill: colour(2), top: 112 },
        { x: 138, fill: '#f6eedd', top: 98 },
        { x: 170, fill: colour(1), top: 118 },
        { x: 198, fill: colour(3), top: 104 },
        { x: 226, fill: '#2c4058', top: 116 },
        { x: 250, fill: '#d99a9c', top: 108 },
      ]
        .map(({ x, fill, top }, at) =>
          turned(
            -5 + at,
            rect(x, top, 52, 150, fill, 3) + rect(x + 5, top + 8, 8, 140, pale(fill, 0.25)),
            x,
            300,
          ),
        )
        .join('') +
      solid(box(76, 186, 248, 126, 6), main) +
      rect(76, 222, 248, 6, deep(main, 0.3)) +
      rect(76, 266, 248, 6, deep(main, 0.3)) +
      rect(76, 186, 18, 126, deep(main, 0.12), 4) +
      rect(306, 186, 18, 126, deep(main, 0.2), 4) +
      rect(162, 200, 76, 16, deep(main, 0.5), 8),
  },
  record: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      solid(disc(172, 190, 118), main, 190) +
      ring(172, 190, 100, pale(main, 0.16), 2) +
      ring(172, 190, 84, pale(main, 0.16), 2) +
      ring(172, 190, 68, pale(main, 0.16), 2) +
      circle(172, 190, 42, colour(1)) +
      circle(172, 190, 7, '#f6eedd') +
      faded(
        0.14,
        path('M172 190l-90-74a117 117 0 0 1 48-36zM172 190l90 74a117 117 0 0 1-48 36z', '#ffffff'),
      ) +
      turned(
        -28,
        solid(box(186, 248, 150, 46, 10), colour(2), 270) +
          rect(186, 284, 150, 22, '#2b3035', 4) +
          rect(200, 260, 70, 6, pale(colour(2), 0.4), 3),
        260,
        276,
      ),
  },
  microphone: {
    on: 'table',
    reach: 86,
    draw: ({ colours: [main], colour, solid }) =>
      line('M136 160v24q0 62 64 62t64-62v-24', colour(1), 11) +
      rect(194, 244, 12, 54, colour(1)) +
      solid('M128 312q0-20 72-20t72 20z', deep(main, 0.2)) +
      solid(box(152, 66, 96, 150, 48), main) +
      path('M152 148h96v20q0 48-48 48t-48-48z', deep(main, 0.28)) +
      rect(148, 142, 104, 10, colour(1), 5) +
      [88, 104, 120]
        .map((y) => line(`M${y === 88 ? 174 : 166} ${y}h${y === 88 ? 52 : 68}`, deep(main, 0.3), 5))
        .join('') +
      circle(200, 180, 7, '#e5816a') +
      faded(0.4, line('M164 96q4-14 14-20', '#ffffff', 6)),
  },
  'headphone-stand': {
    on: 'table',
    reach: 96,
    draw: ({ colours: [main], colour, solid }) =>
      line('M122 190q0-92 78-92t78 92', '#66737f', 13) +
      solid('M150 300v-10q34-4 34-44v-130q0-22 16-22t16 22v130q0 40 34 44v10z', main, 200) +
      solid('M158 118q0-30 42-30t42 30q-42-14-84 0z', pale(main, 0.15)) +
      solid(box(108, 294, 184, 18, 9), colour(1)) +
      solid(box(98, 184, 44, 80, 22), '#66737f', 122) +
      solid(box(258, 184, 44, 80, 22), '#66737f', 282) +
      rect(136, 194, 15, 60, '#3d4348', 7) +
      rect(249, 194, 15, 60, '#3d4348', 7),
  },
}
