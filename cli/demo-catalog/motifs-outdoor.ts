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

export const outdoorMotifs: Readonly<Record<string, Motif>> = {
  tent: {
    on: 'table',
    reach: 150,
    draw: ({ colours: [main], colour }) =>
      line('M196 96l8-16M204 96l-8-16', '#7d5a42', 6) +
      path('M200 92l150 220h-150z', deep(main, 0.16)) +
      path('M200 92l-150 220h150z', main) +
      path('M200 140l-62 172h62z', deep(main, 0.55)) +
      path('M200 140l-62 172h-26q60-70 88-172z', pale(main, 0.3)) +
      path('M200 140l40 172h-40z', deep(colour(1), 0.1)) +
      path('M200 140l40 172h30q-54-70-70-172z', colour(1)) +
      line('M60 300l-34 14M340 300l34 14', '#f6eedd', 4) +
      line('M200 92l-150 220M200 92l150 220', pale(main, 0.25), 4),
  },
  backpack: {
    on: 'table',
    reach: 96,
    draw: ({ colours: [main], colour, solid }) =>
      line('M170 92q0-34 30-34t30 34', colour(1), 11) +
      line('M112 180q-22 50-8 110M288 180q22 50 8 110', deep(main, 0.25), 15) +
      solid('M118 150q4-66 82-66t82 66l8 134q0 28-28 28h-124q-28 0-28-28z', main) +
      path('M122 130q14-46 78-46t78 46v24h-156z', deep(main, 0.14)) +
      rect(118, 150, 164, 9, deep(main, 0.3)) +
      line('M158 146v58M242 146v58', colour(1), 11) +
      rect(150, 186, 16, 20, '#c9a04e', 3) +
      rect(234, 186, 16, 20, '#c9a04e', 3) +
      solid(box(138, 216, 124, 80, 14), pale(main, 0.12)) +
      line('M150 236h100', deep(main, 0.25), 4) +
      rect(190, 230, 20, 14, colour(1), 4) +
      faded(0.35, line('M136 166q-6 56-2 112', '#ffffff', 6)),
  },
  tote: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      line('M150 156q-4-98 50-98t50 98', deep(main, 0.2), 13) +
      solid('M96 148h208l14 170q0 14-14 14h-208q-14 0-14-14z', main) +
      rect(94, 148, 212, 16, deep(main, 0.1)) +
      line('M150 150v34M250 150v34', deep(main, 0.2), 13) +
      circle(200, 244, 40, colour(1)) +
      path('M160 252q20-18 40 0t40 0v6q-8 26-40 26t-40-26z', pale(colour(1), 0.35)) +
      rect(192, 160, 16, 26, '#7d5a42', 8),
  },
  'enamel-mug': {
    on: 'table',
    reach: 88,
    draw: ({ colours: [main], colour, solid }) =>
      line('M266 190q56-10 52 34-6 42-56 40', main, 14) +
      solid('M124 150h152l-6 150q-1 12-14 12h-112q-13 0-14-12z', main) +
      ellipse(200, 150, 76, 13, deep('#d5dadb', 0.1)) +
      `<ellipse cx="200" cy="150" rx="76" ry="13" fill="none" stroke="${colour(1)}" stroke-width="7"/>` +
      path('M152 262l34-48 20 26 12-14 30 36z', colour(1)) +
      circle(232, 206, 10, colour(1)) +
      [
        [142, 190, 3],
        [258, 288, 2.5],
        [150, 284, 2],
        [252, 228, 2],
      ]
        .map(([x = 0, y = 0, r = 0]) => circle(x, y, r, deep(main, 0.35)))
        .join('') +
      faded(0.5, line('M138 180l4 108', '#ffffff', 6)),
  },
  lantern: {
    on: 'table',
    reach: 72,
    draw: ({ colours: [main], colour, solid }) =>
      faded(0.3, circle(200, 206, 104, colour(1))) +
      line('M148 116q0-62 52-62t52 62', '#aab4b9', 7) +
      solid('M160 116l12-28h56l12 28z', main) +
      solid(box(138, 114, 124, 28, 8), main) +
      rect(148, 142, 104, 122, pale(colour(1), 0.45)) +
      ellipse(200, 206, 28, 44, pale(colour(1), 0.1)) +
      ellipse(200, 212, 13, 24, '#ffffff') +
      rect(152, 142, 9, 122, deep(main, 0.2)) +
      rect(239, 142, 9, 122, deep(main, 0.3)) +
      solid('M134 264h132l8 36q2 12-12 12h-124q-14 0-12-12z', main) +
      circle(200, 288, 8, colour(1)),
  },
  'sleeping-bag': {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        -24,
        solid(
          'M146 92q0-46 54-46t54 46q34 30 34 90l-14 152q-2 24-28 24h-92q-26 0-28-24l-14-152q0-60 34-90z',
          main,
        ) +
          ellipse(200, 104, 40, 42, colour(1)) +
          ellipse(200, 110, 29, 32, deep(colour(1), 0.25)) +
          [176, 212, 248, 284, 320]
            .map((y) =>
              line(
                `M${118 + (y - 176) / 14} ${y}q82 16 ${164 - (y - 176) / 7} 0`,
                deep(main, 0.2),
                4,
              ),
            )
            .join('') +
          line('M252 128q22 50 14 200', pale(main, 0.4), 5),
      ),
  },
  hammock: {
    on: 'air',
    draw: ({ colours: [main], colour, solid }) =>
      solid(box(36, 60, 30, 280, 8), colour(1), 54) +
      solid(box(334, 60, 30, 280, 8), colour(1), 352) +
      circle(34, 70, 40, '#6c7d4b') +
      circle(78, 56, 30, '#9db296') +
      circle(366, 66, 42, '#6c7d4b') +
      circle(322, 52, 28, '#9db296') +
      line(
        'M64 140l34 26M64 140l44 42M64 140l52 58M336 140l-34 26M336 140l-44 42M336 140l-52 58',
        '#f6eedd',
        3,
      ) +
      path('M96 164q104 96 208 0-6 34-24 62-34 54-80 54t-80-54q-18-28-24-62z', deep(main, 0.12)) +
      path('M96 164q104 126 208 0-4 22-12 40-92 88-184 0-8-18-12-40z', main) +
      path('M104 190q96 96 192 0-2 8-5 14-91 88-182 0-3-6-5-14z', pale(main, 0.35)) +
      line('M96 164q104 96 208 0', pale(main, 0.25), 7) +
      turned(24, ellipse(140, 196, 27, 13, '#f6eedd'), 140, 196),
  },
  jacket: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      solid(
        'M142 92l-58 40-30 150q-2 12 10 14l30 6 34-106v128q0 12 12 12h120q12 0 12-12v-128l34 106 30-6q12-2 10-14l-30-150-58-40z',
        main,
      ) +
      path('M142 92q0-52 58-52t58 52q-16 34-58 36-42-2-58-36z', deep(main, 0.14)) +
      path('M158 92q2-32 42-32t42 32q-12 20-42 22-30-2-42-22z', deep(main, 0.5)) +
      line('M200 116v216', colour(1), 6) +
      line('M146 244l28 20M254 244l-28 20', deep(main, 0.3), 6) +
      rect(226, 168, 30, 8, pale(main, 0.5), 4) +
      rect(48, 268, 48, 12, colour(1), 4) +
      rect(304, 268, 48, 12, colour(1), 4),
  },
  socks: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      [
        { x: 104, y: 0, shade: deep(main, 0.1) },
        { x: 182, y: 26, shade: main },
      ]
        .map(
          ({ x, y, shade }) =>
            solid(
              `M${x} ${y + 70}h76v128q0 20 18 34l32 24q20 18 6 38-14 16-36 6l-66-40q-30-18-30-54z`,
              shade,
              x + 46,
            ) +
            rect(x - 4, y + 62, 84, 34, colour(1), 8) +
            line(
              `M${x + 12} ${y + 68}v22M${x + 28} ${y + 68}v22M${x + 44} ${y + 68}v22M${x + 60} ${y + 68}v22`,
              deep(colour(1), 0.12),
              4,
            ) +
            rect(x, y + 118, 76, 10, pale(shade, 0.4)) +
            rect(x, y + 138, 76, 10, colour(1)) +
            path(`M${x} ${y + 196}q24 0 30 24 2 20-18 26-12-20-12-50z`, deep(shade, 0.25)) +
            path(`M${x + 126} ${y + 256}q20 18 6 38-14 16-36 6-4-36 30-44z`, deep(shade, 0.25)),
        )
        .join(''),
  },
  flask: {
    on: 'table',
    reach: 64,
    draw: ({ colours: [main], colour, solid }) =>
      solid(box(156, 58, 88, 66, 10), colour(1)) +
      rect(150, 118, 100, 12, deep(colour(1), 0.25), 4) +
      solid('M160 130h80q22 16 22 44v118q0 20-20 20h-84q-20 0-20-20v-118q0-28 22-44z', main) +
      rect(138, 276, 124, 8, colour(1)) +
      path('M164 234l26-36 16 20 10-12 22 28z', pale(main, 0.5)) +
      faded(0.45, line('M152 178v84M168 72v36', '#ffffff', 7)),
  },
  compass: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      ring(200, 62, 20, deep(main, 0.15), 9) +
      rect(184, 78, 32, 24, deep(main, 0.1), 6) +
      solid(disc(200, 214, 124), main) +
      circle(200, 214, 100, colour(1)) +
      around(24, rect(198.5, 120, 3, 10, deep(main, 0.35)), 200, 214) +
      around(4, rect(197, 120, 6, 18, deep(main, 0.5)), 200, 214) +
      turned(
        32,
        path('M200 130l18 84h-36z', colour(2)) + path('M200 298l18-84h-36z', '#66737f'),
        200,
        214,
      ) +
      circle(200, 214, 10, main) +
      faded(0.5, line('M122 176q14-34 46-50', '#ffffff', 9)),
  },
}
