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

const steam = (colour: string) =>
  faded(
    0.75,
    line('M170 118q-14-16 0-32t0-32M204 112q-14-16 0-32t0-32M238 118q-14-16 0-32t0-32', colour, 7),
  )

export const coffeeMotifs: Readonly<Record<string, Motif>> = {
  'coffee-bag': {
    on: 'table',
    reach: 88,
    draw: ({ colours: [main], colour, solid }, name) =>
      solid('M122 112h156l10 24-6 164q0 12-12 12h-140q-12 0-12-12l-6-164z', main) +
      path('M122 112l-10 24h176l-10-24z', deep(main, 0.3)) +
      rect(116, 94, 168, 22, pale(main, 0.12), 4) +
      rect(104, 99, 192, 11, colour(1), 5) +
      rect(142, 168, 116, 110, pale(colour(1), 0.55), 8) +
      emblem(name, 200, 214, 34, main, colour(1)) +
      rect(164, 256, 72, 6, main, 3),
  },
  tin: {
    on: 'table',
    reach: 82,
    draw: ({ colours: [main], colour, solid }, name) =>
      solid(box(126, 140, 148, 172, 10), main) +
      solid(box(120, 100, 160, 48, 10), pale(main, 0.12)) +
      rect(120, 140, 160, 7, deep(main, 0.25), 3) +
      rect(126, 180, 148, 98, colour(1)) +
      rect(126, 186, 148, 3, main) +
      rect(126, 269, 148, 3, main) +
      emblem(name, 200, 228, 32, main, colour(1)) +
      faded(0.45, line('M136 112v22', '#ffffff', 6)),
  },
  dripper: {
    on: 'table',
    reach: 84,
    draw: ({ colours: [main], colour, solid }) =>
      path('M122 112h156l-14-26h-128z', '#fbf9f4') +
      solid('M112 110h176l-56 92h-64z', main) +
      faded(
        0.35,
        line(
          'M142 120l34 74M170 120l16 74M200 120v74M230 120l-16 74M258 120l-34 74',
          deep(main, 0.4),
          4,
        ),
      ) +
      rect(150, 200, 100, 14, deep(main, 0.12), 7) +
      line('M280 126q34 2 24 36-8 24-48 22', main, 12) +
      solid('M146 220h108q26 30 26 60 0 32-32 32h-96q-32 0-32-32 0-30 26-60z', '#dfe9ea') +
      path('M128 262h144q10 50-24 50h-96q-34 0-24-50z', '#6b4630') +
      faded(0.6, line('M140 250q-6 22 2 44', '#ffffff', 6)) +
      rect(144, 214, 112, 10, colour(1), 5),
  },
  kettle: {
    on: 'table',
    reach: 96,
    draw: ({ colours: [main], colour, solid }) =>
      line('M128 268q-40-4-42-62 0-54-28-66', main, 14) +
      solid('M128 166h128l16 128q2 18-18 18h-124q-20 0-18-18z', main) +
      ellipse(192, 166, 64, 12, pale(main, 0.2)) +
      solid('M150 160q42-26 84 0z', deep(main, 0.15)) +
      circle(192, 142, 10, colour(1)) +
      line('M262 184q70-22 66 42-2 44-52 56', colour(1), 17) +
      faded(0.35, line('M142 190l-10 96', '#ffffff', 8)),
  },
  grinder: {
    on: 'table',
    reach: 54,
    draw: ({ colours: [main], colour, solid }) =>
      line('M200 88h84', deep('#aab4b9', 0.1), 10) +
      solid(box(268, 54, 32, 40, 14), colour(1), 286) +
      rect(188, 84, 24, 26, deep(main, 0.3), 4) +
      solid('M160 106h80v20h-80z', pale(main, 0.3)) +
      solid(box(156, 124, 88, 118, 8), main) +
      rect(156, 234, 88, 9, deep(main, 0.4)) +
      solid(box(160, 242, 80, 70, 10), colour(1)) +
      faded(0.35, line('M172 138v84', '#ffffff', 7)) +
      line('M216 140v88M228 140v88', deep(main, 0.22), 3),
  },
  mug: {
    on: 'table',
    reach: 92,
    draw: ({ colours: [main], colour, solid }) =>
      steam('#ffffff') +
      line('M270 186q58-8 54 40-4 44-64 40', main, 19) +
      solid('M116 150h168v116q0 46-46 46h-76q-46 0-46-46z', main) +
      path('M116 150h168v36q-22 16-44 2t-42 6-42-4-40 2z', colour(1)) +
      ellipse(200, 150, 84, 15, deep(colour(1), 0.1)) +
      ellipse(200, 153, 72, 10, '#6b4630') +
      faded(0.35, line('M132 206v52q0 22 12 34', '#ffffff', 8)),
  },
  teapot: {
    on: 'table',
    reach: 100,
    draw: ({ colours: [main], colour, solid }) =>
      line('M128 132q-12-76 72-76t72 76', colour(1), 13) +
      path('M112 214q-42-4-52-56l-14 4q-2-12 4-16l28-6q4 54 46 52z', deep(main, 0.06)) +
      solid('M200 140q104 0 104 92 0 80-104 80t-104-80q0-92 104-92z', main) +
      solid('M146 152q4-26 54-26t54 26q-54 14-108 0z', pale(main, 0.2)) +
      circle(200, 120, 12, colour(1)) +
      circle(132, 142, 8, deep(main)) +
      circle(268, 142, 8, deep(main)) +
      faded(0.55, line('M118 228q2-42 38-58', '#ffffff', 9)) +
      rect(160, 306, 80, 8, deep(main, 0.2), 4),
  },
  'cold-brew': {
    on: 'table',
    reach: 66,
    draw: ({ colours: [main], colour, solid }) =>
      solid(
        'M176 62h48v56q2 24 22 38 16 14 16 40v96q0 20-20 20h-84q-20 0-20-20v-96q0-26 16-40 20-14 22-38z',
        '#dbe7ea',
      ) +
      path('M144 190h112v98q0 16-16 16h-80q-16 0-16-16z', main) +
      rect(182, 116, 36, 156, pale(main, 0.18), 8) +
      [136, 156, 176, 196, 216, 236]
        .map((y) => line(`M188 ${y}h24`, deep(main, 0.25), 3))
        .join('') +
      solid('M168 50h56l18 10-6 14h-68z', colour(1)) +
      faded(0.7, line('M152 206v70', '#ffffff', 6)),
  },
  matcha: {
    on: 'table',
    reach: 130,
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        10,
        solid(box(274, 168, 30, 70, 8), colour(2), 292) +
          path('M270 232h38q14 34 6 62-25 12-50 0-8-28 6-62z', pale(colour(2), 0.2)) +
          line(
            'M274 240q-8 26-2 50M284 240q-4 28-1 54M294 240q4 28 1 54M304 240q8 26 2 50',
            deep(colour(2), 0.25),
            3,
          ) +
          rect(271, 226, 36, 8, deep(colour(2), 0.3), 3),
        290,
        240,
      ) +
      solid('M70 196h176q-2 82-52 104v12h-72v-12q-50-22-52-104z', main, 162) +
      ellipse(158, 196, 88, 18, pale(main, 0.15)) +
      ellipse(158, 199, 76, 13, colour(1)) +
      circle(136, 198, 5, pale(colour(1), 0.4)) +
      circle(150, 202, 3, pale(colour(1), 0.4)) +
      circle(172, 197, 4, pale(colour(1), 0.4)) +
      faded(0.3, line('M90 220q10 40 34 58', '#ffffff', 8)),
  },
}
