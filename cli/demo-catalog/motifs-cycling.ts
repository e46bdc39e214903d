import {
  around,
  box,
  circle,
  deep,
  disc,
  faded,
  line,
  pale,
  path,
  rect,
  ring,
  turned,
  type Motif,
} from '#cli/demo-catalog/draw.ts'

const wheel = (x: number, y: number, radius: number) =>
  around(10, faded(0.6, line(`M${x} ${y - 8}v${14 - radius}`, '#f6eedd', 2)), x, y) +
  ring(x, y, radius, '#3d4348', 9) +
  ring(x, y, radius - 8, '#aab4b9', 3) +
  circle(x, y, 8, '#66737f')

export const cyclingMotifs: Readonly<Record<string, Motif>> = {
  bicycle: {
    on: 'table',
    reach: 156,
    draw: ({ colours: [main], colour }) =>
      wheel(104, 244, 66) +
      wheel(296, 244, 66) +
      line('M44 214q20-44 66-42M236 214q20-44 66-42', pale(main, 0.2), 7) +
      line('M104 244l56-98h96l-66 98h-86M160 146l30 98', main, 11) +
      line('M296 244l-44-120', deep(main, 0.1), 11) +
      line('M252 124l-4-16q-2-12 14-12h24', '#66737f', 8) +
      line('M280 96h16', colour(1), 12) +
      line('M160 146l-8-24', '#66737f', 8) +
      path('M122 112q30-8 62 2-4 16-28 16-28 0-34-18z', colour(1)) +
      ring(190, 244, 19, '#3d4348', 6) +
      line('M190 244l16 26h14', '#66737f', 6) +
      line('M256 132h18', '#66737f', 5) +
      circle(282, 132, 11, '#f0d489') +
      line('M60 168h62', '#66737f', 5),
  },
  helmet: {
    on: 'table',
    reach: 116,
    draw: ({ colours: [main], colour, solid }) =>
      line('M122 242q18 64 62 68M280 242q-24 62-82 68', colour(1), 9) +
      rect(176, 302, 32, 16, deep(colour(1), 0.1), 5) +
      solid('M78 234q-4-126 122-126t126 110q2 26-30 26h-196q-20 0-22-10z', main) +
      path('M286 244q46-2 66-20 0-14-28-14z', deep(main, 0.3)) +
      path(
        'M116 200q4-46 44-64l8 18q-28 16-30 46zM178 192q0-40 26-62l18 6q-20 24-20 56zM244 192q4-28 18-44l16 14q-12 14-12 30z',
        deep(main, 0.5),
      ) +
      rect(86, 228, 212, 8, pale(main, 0.35), 4),
  },
  bell: {
    on: 'table',
    reach: 96,
    draw: ({ colours: [main], colour, solid }) =>
      rect(80, 278, 240, 26, '#aab4b9', 13) +
      rect(158, 262, 84, 46, colour(1), 10) +
      rect(186, 230, 28, 40, deep(colour(1), 0.2)) +
      solid('M92 232q0-118 108-118t108 118q-108 26-216 0z', main) +
      path('M92 232q108 26 216 0v10q-108 28-216 0z', deep(main, 0.3)) +
      circle(200, 110, 14, deep(main, 0.15)) +
      line('M306 226q26-8 34-34', colour(1), 9) +
      circle(342, 184, 13, main) +
      faded(0.6, line('M118 204q10-46 52-60', '#ffffff', 10)) +
      faded(0.8, line('M62 134q-14 22-12 48M338 134q6 8 9 18', '#f6eedd', 6)),
  },
  pannier: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      line('M130 88q70-44 140 0', '#7d5a42', 9) +
      rect(118, 82, 34, 22, '#3d4348', 5) +
      rect(248, 82, 34, 22, '#3d4348', 5) +
      solid('M96 100h208l-10 210q-2 22-24 22h-140q-22 0-24-22z', main) +
      path('M90 96h220l-8 100q-102 34-204 0z', deep(main, 0.16)) +
      line('M150 130v92M250 130v92', colour(1), 14) +
      rect(140, 206, 20, 24, '#c9a04e', 4) +
      rect(240, 206, 20, 24, '#c9a04e', 4) +
      rect(172, 250, 56, 50, pale(main, 0.12), 8) +
      rect(180, 296, 40, 10, '#f0d489', 4),
  },
  'bike-lights': {
    on: 'table',
    reach: 136,
    draw: ({ colours: [main], colour, solid }) =>
      faded(0.35, path('M112 196l-100-76v152z', '#fff4d0')) +
      faded(0.3, path('M290 208l98-54v108z', pale(colour(1), 0.2))) +
      solid(box(96, 140, 96, 126, 44), main, 148) +
      solid(disc(136, 198, 38), colour(2), 150) +
      circle(136, 198, 24, '#fff4d0') +
      rect(132, 262, 34, 50, deep(main, 0.3), 8) +
      solid(box(222, 156, 82, 108, 38), main, 266) +
      solid(disc(268, 206, 32), colour(1), 276) +
      circle(268, 206, 18, pale(colour(1), 0.4)) +
      rect(244, 260, 30, 52, deep(main, 0.3), 8),
  },
  saddle: {
    on: 'table',
    reach: 108,
    draw: ({ colours: [main], colour, solid }) =>
      line('M120 208l56 42 100-34M150 250h70', '#aab4b9', 8) +
      ring(120, 236, 19, '#aab4b9', 7) +
      ring(120, 262, 19, deep('#aab4b9', 0.15), 7) +
      rect(184, 242, 30, 70, '#66737f', 6) +
      solid(
        'M68 176q-2-42 44-44 40 0 76 24 50 14 134 10 26 2 24 22-6 22-34 22h-120l-60 20q-60-2-64-54z',
        main,
      ) +
      path(
        'M68 176q40 34 116 18 80-14 162-6-6 22-34 22h-120l-60 20q-60-2-64-54z',
        deep(main, 0.2),
      ) +
      [
        [90, 152],
        [112, 144],
        [136, 146],
        [326, 178],
        [310, 176],
      ]
        .map(([x = 0, y = 0]) => circle(x, y, 4.5, colour(1)))
        .join(''),
  },
  'floor-pump': {
    on: 'table',
    reach: 96,
    draw: ({ colours: [main], colour, solid }) =>
      line('M228 276q90 20 84-74-6-70-40-60t-22 76', colour(2), 8) +
      rect(194, 86, 12, 60, '#aab4b9', 3) +
      solid(box(126, 66, 148, 28, 14), colour(1)) +
      rect(182, 62, 36, 36, deep(colour(1), 0.3), 8) +
      solid(box(176, 140, 48, 150, 8), main) +
      rect(172, 136, 56, 14, colour(2), 5) +
      rect(112, 292, 176, 20, colour(2), 10) +
      rect(168, 272, 64, 26, deep(main, 0.25), 6) +
      circle(200, 246, 32, colour(2)) +
      circle(200, 246, 25, '#fbf9f4') +
      line('M200 246l12-12', main, 4) +
      faded(0.4, line('M186 158v56', '#ffffff', 5)),
  },
  multitool: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        -52,
        rect(104, 104, 14, 134, '#66737f', 5) + path('M104 108l7-20 7 20z', '#66737f'),
        124,
        236,
      ) +
      turned(-22, rect(110, 100, 15, 136, main, 5) + rect(100, 84, 35, 24, main, 5), 124, 236) +
      turned(8, rect(116, 112, 14, 124, '#66737f', 5), 124, 236) +
      turned(22, rect(270, 120, 15, 116, main, 5) + ring(277, 108, 16, main, 9), 276, 236) +
      turned(
        52,
        rect(278, 118, 14, 118, '#66737f', 5) + path('M274 122h22l-4-22h-14z', '#66737f'),
        276,
        236,
      ) +
      solid(box(92, 204, 216, 64, 32), colour(1)) +
      rect(92, 227, 216, 18, deep(colour(1), 0.2)) +
      circle(124, 236, 14, main) +
      circle(124, 236, 6, deep(main, 0.35)) +
      circle(276, 236, 14, main) +
      circle(276, 236, 6, deep(main, 0.35)),
  },
  lock: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      [
        { x1: 120, y1: 292, x2: 96, y2: 200 },
        { x1: 96, y1: 200, x2: 140, y2: 112 },
        { x1: 140, y1: 112, x2: 234, y2: 84 },
        { x1: 234, y1: 84, x2: 308, y2: 146 },
        { x1: 308, y1: 146, x2: 298, y2: 240 },
      ]
        .map(
          ({ x1, y1, x2, y2 }, at) =>
            line(`M${x1} ${y1}L${x2} ${y2}`, at % 2 ? pale(main, 0.14) : main, 30) +
            circle(x2, y2, 8, '#aab4b9'),
        )
        .join('') +
      turned(
        -10,
        solid(box(128, 242, 152, 84, 22), colour(1), 206) +
          circle(236, 284, 17, '#3d4348') +
          rect(233, 276, 6, 16, colour(1), 3),
        204,
        284,
      ) +
      circle(120, 292, 8, '#aab4b9'),
  },
  'ride-bottle': {
    on: 'table',
    reach: 64,
    draw: ({ colours: [main], colour, solid }) =>
      solid(box(184, 54, 32, 34, 8), pale(main, 0.5)) +
      solid('M154 128q0-44 46-44t46 44z', colour(1)) +
      rect(146, 122, 108, 20, deep(colour(1), 0.15), 6) +
      solid(
        'M150 142h100q10 18 8 44-4 26-12 40 12 12 14 34v36q0 16-16 16h-88q-16 0-16-16v-36q2-22 14-34-8-14-12-40-2-26 8-44z',
        main,
      ) +
      path('M150 214h100l4 12q-54 16-108 0z', deep(main, 0.2)) +
      path('M168 260q16-16 32 0t32 0v14q-16 16-32 0t-32 0z', colour(1)) +
      faded(0.5, line('M162 158q-4 22 2 40M156 260v36', '#ffffff', 7)),
  },
  cap: {
    on: 'table',
    reach: 116,
    draw: ({ colours: [main], colour, solid }) =>
      solid('M94 270q-8-138 106-138t112 138z', main) +
      path('M182 133q18-2 36 0l8 137h-52z', colour(1)) +
      circle(200, 130, 9, deep(main, 0.2)) +
      faded(0.3, line('M152 146q-24 40-26 124M250 148q24 40 28 122', deep(main, 0.6), 3)) +
      path('M84 268q114-34 232 0 22 14 34 42-72-28-150-26t-150 26q12-28 34-42z', deep(main, 0.14)) +
      line('M84 268q114-30 232 0', colour(1), 8),
  },
}
