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

export const toyMotifs: Readonly<Record<string, Motif>> = {
  blocks: {
    on: 'table',
    reach: 136,
    draw: ({ colour, solid }) =>
      solid(box(78, 240, 72, 72, 5), colour(1), 118) +
      solid('M72 240l42-44 42 44z', colour(0), 114) +
      circle(114, 278, 15, pale(colour(1), 0.5)) +
      solid(box(158, 176, 80, 136, 5), colour(3), 200) +
      path('M180 312v-42q0-18 18-18t18 18v42z', deep(colour(3), 0.35)) +
      circle(198, 206, 18, '#fbf9f4') +
      line('M198 206v-11M198 206l8 5', '#3d4348', 4) +
      solid('M150 176l48-62 48 62z', colour(2), 198) +
      rect(195, 84, 6, 34, deep(colour(3), 0.4)) +
      path('M201 86l26 9-26 9z', colour(0)) +
      solid(box(248, 212, 78, 100, 5), colour(0), 288) +
      solid('M248 212q0-40 39-40t39 40z', colour(1), 287) +
      rect(262, 234, 20, 24, pale(colour(0), 0.6), 3) +
      rect(292, 234, 20, 24, pale(colour(0), 0.6), 3) +
      rect(262, 270, 50, 12, deep(colour(0), 0.2), 3),
  },
  rainbow: {
    on: 'table',
    reach: 140,
    draw: ({ colours, colour }) =>
      colours
        .map((_, at) => {
          const radius = 132 - at * 21
          return `<path d="M${200 - radius} 312v-${28}a${radius} ${radius} 0 0 1 ${radius * 2} 0v28" fill="${colour(at)}"/>`
        })
        .join('') +
      path('M190 312v-24a10 10 0 0 1 20 0v24z', '#f6eedd') +
      faded(0.35, line('M82 250q22-72 88-88', '#ffffff', 7)),
  },
  kite: {
    on: 'air',
    draw: ({ colours: [main], colour }) =>
      line('M176 262q-40 30-18 58t-28 56', '#fbf9f4', 4) +
      path('M158 302l-24-6 6 22zM146 338l26-2-10 20zM132 372l-22-8 2 22z', colour(1)) +
      turned(
        18,
        path('M200 40l88 96-88 140z', deep(main, 0.12)) +
          path('M200 40l-88 96 88 140z', main) +
          path('M200 40l88 96h-88z', colour(1)) +
          path('M112 136h88v140z', colour(2)) +
          line('M200 40v236M112 136h176', '#fbf9f4', 4),
      ),
  },
  robot: {
    on: 'table',
    reach: 92,
    draw: ({ colours: [main], colour, solid }) =>
      line('M200 92v-26', colour(1), 7) +
      circle(200, 60, 11, colour(2)) +
      rect(160, 276, 28, 36, deep(main, 0.25), 4) +
      rect(212, 276, 28, 36, deep(main, 0.25), 4) +
      rect(148, 298, 46, 14, colour(1), 5) +
      rect(206, 298, 46, 14, colour(1), 5) +
      line('M136 204l-26 36M264 204l26 36', colour(1), 13) +
      ring(104, 252, 12, main, 9) +
      ring(296, 252, 12, main, 9) +
      solid(box(136, 176, 128, 106, 10), main) +
      rect(158, 196, 84, 48, pale(colour(1), 0.45), 6) +
      circle(178, 220, 11, colour(2)) +
      line('M202 212h28M202 226h18', deep(main, 0.1), 5) +
      [164, 188, 212, 236].map((x) => circle(x, 264, 5, colour(2))).join('') +
      solid(box(148, 92, 104, 76, 12), colour(1)) +
      circle(178, 124, 15, '#fbf9f4') +
      circle(222, 124, 15, '#fbf9f4') +
      circle(180, 126, 7, '#3d4348') +
      circle(224, 126, 7, '#3d4348') +
      rect(174, 148, 52, 8, deep(colour(1), 0.4), 4) +
      rect(182, 166, 36, 12, deep(colour(1), 0.25)),
  },
  train: {
    on: 'table',
    reach: 150,
    draw: ({ colours: [main], colour, solid }) =>
      line('M130 276h150', '#7d5a42', 6) +
      solid(box(52, 222, 92, 54, 6), colour(1), 104) +
      rect(64, 204, 68, 24, '#c79a6b', 4) +
      solid(box(226, 160, 88, 116, 8), main, 270) +
      rect(216, 148, 108, 16, colour(1), 8) +
      rect(246, 180, 48, 40, pale(main, 0.65), 5) +
      solid(box(164, 206, 76, 70, 8), colour(2), 204) +
      rect(176, 166, 24, 42, main, 3) +
      rect(170, 158, 36, 12, colour(1), 4) +
      faded(
        0.9,
        circle(188, 130, 16, '#ffffff') +
          circle(168, 104, 11, '#ffffff') +
          circle(190, 88, 7, '#ffffff'),
      ) +
      [78, 122, 186, 236, 288]
        .map(
          (x, at) =>
            circle(x, 286, at > 3 ? 30 : 24, '#3d4348') +
            circle(x, 286, at > 3 ? 12 : 9, '#f0d489'),
        )
        .join(''),
  },
  jigsaw: {
    on: 'wall',
    draw: ({ colours: [main], colour }) =>
      rect(84, 92, 104, 104, pale(main, 0.5)) +
      rect(188, 92, 104, 104, pale(main, 0.5)) +
      rect(84, 196, 104, 104, main) +
      circle(246, 128, 20, colour(2)) +
      path('M84 196q26-16 52 0t52 0v104h-104z', deep(main, 0.15)) +
      path('M108 196l34-78v78z', '#fbf9f4') +
      path('M146 196v-64l28 64z', colour(1)) +
      path('M100 200h84l-14 26h-56z', colour(3)) +
      path('M188 160l30 0 0-22 22 0 0 30 30 0 0 28-82 0z', colour(3)) +
      circle(188, 140, 14, pale(main, 0.5)) +
      circle(136, 196, 13, deep(main, 0.15)) +
      line('M188 92v34M188 154v42M84 196h38M150 196h38M188 196h104M188 196v104', '#fbf9f4', 4) +
      turned(
        14,
        rect(212, 220, 104, 104, deep(main, 0.15), 2) +
          circle(212, 268, 15, deep(main, 0.15)) +
          circle(262, 220, 15, deep(main, 0.15)) +
          path('M232 280q16-12 32 0t32 0v24h-64z', pale(main, 0.3)) +
          line('M232 258q10-10 20 0t20 0 20 0', pale(main, 0.4), 5),
        264,
        272,
      ),
  },
  bear: {
    on: 'table',
    reach: 96,
    draw: ({ colours: [main], colour, solid }) =>
      circle(146, 92, 27, main) +
      circle(254, 92, 27, deep(main, 0.06)) +
      circle(146, 92, 14, deep(main, 0.25)) +
      circle(254, 92, 14, deep(main, 0.25)) +
      line('M140 214q-38 24-42 58M260 214q38 24 42 58', main, 38) +
      solid('M200 186q74 0 74 70 0 56-74 56t-74-56q0-70 74-70z', main) +
      ellipse(200, 262, 42, 38, pale(main, 0.35)) +
      ellipse(144, 298, 34, 22, deep(main, 0.08)) +
      ellipse(256, 298, 34, 22, deep(main, 0.12)) +
      ellipse(138, 300, 16, 11, pale(main, 0.35)) +
      ellipse(262, 300, 16, 11, pale(main, 0.35)) +
      solid(disc(200, 134, 76), main) +
      ellipse(200, 158, 36, 28, pale(main, 0.4)) +
      ellipse(200, 146, 13, 9, '#3d4348') +
      line('M200 154v12M186 172q14 10 28 0', '#3d4348', 4) +
      circle(168, 122, 7.5, '#3d4348') +
      circle(232, 122, 7.5, '#3d4348') +
      path('M200 208l-34-16v34zM200 208l34-16v34z', colour(1)) +
      circle(200, 208, 9, deep(colour(1), 0.2)),
  },
  top: {
    on: 'table',
    reach: 44,
    draw: ({ colours: [main], colour, solid }) =>
      rect(194, 64, 12, 74, '#aab4b9', 5) +
      solid(box(180, 46, 40, 26, 12), colour(2)) +
      path('M190 286h20l-6 24h-8z', deep('#aab4b9', 0.2)) +
      solid('M80 204q10-80 120-80t120 80q-24 82-120 86-96-4-120-86z', main) +
      path('M80 204q120 44 240 0-4 16-12 30-108 40-216 0-8-14-12-30z', colour(1)) +
      path('M98 166q102 34 204 0 10 14 14 26-116 38-232 0 4-12 14-26z', colour(2)) +
      [120, 160, 200, 240, 280]
        .map((x) => circle(x, 192 + (1 - ((x - 200) / 80) ** 2) * 9, 7, colour(1)))
        .join('') +
      faded(0.4, line('M116 158q22-22 60-24', '#ffffff', 8)),
  },
  cards: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      [-26, -9, 8]
        .map((angle, at) =>
          turned(
            angle,
            solid(box(136, 92, 128, 184, 14), ['#fbf9f4', '#f6eedd', '#fbf9f4'][at]!, 260) +
              rect(148, 104, 104, 160, [main, colour(2), colour(1)][at]!, 8),
            200,
            330,
          ),
        )
        .join('') +
      turned(
        24,
        solid(box(136, 92, 128, 184, 14), '#fbf9f4', 260) +
          rect(148, 104, 104, 160, main, 8) +
          path('M162 158h76l10 26q-11 12-22 0-11 12-22 0-11 12-24 0-13 12-26 0z', colour(1)) +
          rect(166, 188, 68, 50, pale(main, 0.55), 3) +
          circle(200, 134, 14, colour(2)) +
          circle(184, 214, 9, colour(2)) +
          circle(206, 218, 9, colour(1)),
        200,
        330,
      ),
  },
  duck: {
    on: 'table',
    reach: 120,
    draw: ({ colours: [main], colour, solid }) =>
      line('M274 250q50 6 68-34', '#f6eedd', 5) +
      circle(344, 208, 12, colour(2)) +
      solid(box(92, 264, 190, 22, 10), '#c79a6b') +
      solid('M84 206q40 16 62-8 20-8 60-6 74 6 66 50-8 28-74 28h-50q-58 0-64-64z', main) +
      path('M150 214q40-10 76 10-14 30-54 24-24-6-22-34z', deep(main, 0.14)) +
      solid(disc(236, 148, 50), main, 240) +
      path('M278 140q36-4 46 12-14 18-50 10z', colour(1)) +
      circle(250, 134, 8, '#3d4348') +
      circle(252, 132, 2.5, '#ffffff') +
      path('M196 186q40 22 80-2v16q-40 20-80 2z', colour(2)) +
      circle(132, 290, 22, colour(1)) +
      circle(132, 290, 8, pale(colour(1), 0.6)) +
      circle(244, 290, 22, colour(1)) +
      circle(244, 290, 8, pale(colour(1), 0.6)),
  },
}
