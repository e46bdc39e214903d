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
  turned,
  type Motif,
} from '#cli/demo-catalog/draw.ts'

export const kitchenMotifs: Readonly<Record<string, Motif>> = {
  casserole: {
    on: 'table',
    reach: 125,
    draw: ({ colours: [main], colour, solid }) =>
      line('M92 214h-14q-14 0-14 15t14 15h16', deep(main), 13) +
      line('M308 214h14q14 0 14 15t-14 15h-16', deep(main), 13) +
      solid('M90 196h220v78q0 38-38 38h-144q-38 0-38-38z', main) +
      rect(90, 196, 220, 10, deep(main, 0.3)) +
      solid('M82 196q8-52 118-52t118 52z', pale(main, 0.1)) +
      path('M108 184q14-24 74-29l2 6q-48 5-64 24z', pale(main, 0.4)) +
      rect(192, 130, 16, 16, deep(colour(1))) +
      solid(box(176, 112, 48, 22, 11), colour(1)),
  },
  pan: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        -38,
        solid(box(187, 232, 26, 140, 10), deep(main, 0.1)) +
          circle(200, 352, 7, '#f6eedd') +
          path('M176 244h48l-10 26h-28z', colour(1)) +
          circle(191, 254, 4, deep(colour(1))) +
          circle(209, 254, 4, deep(colour(1))) +
          solid(disc(200, 152, 112), main) +
          circle(200, 152, 94, pale(main, 0.14)) +
          faded(0.5, line('M132 128q20-42 62-48', pale(main, 0.45), 8)),
      ),
  },
  knife: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        28,
        path('M166 44q-8 90 0 196h60v-150q-6-36-60-46z', pale(main, 0.3)) +
          path('M226 92v148h-20v-168q16 8 20 20z', main) +
          line('M176 70q-4 80-1 156', '#ffffff', 4) +
          rect(182, 240, 46, 16, deep(main), 3) +
          solid('M182 256h46l4 92q0 18-26 18t-26-18z', colour(1), 208) +
          circle(206, 284, 4.5, pale(colour(1), 0.5)) +
          circle(206, 330, 4.5, pale(colour(1), 0.5)),
      ),
  },
  'paring-knife': {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        -32,
        path('M200 66q30 44 30 116v26h-38v-26q-2-70 8-116z', pale(main, 0.3)) +
          path('M200 66q30 44 30 116v26h-16v-26q0-70-14-116z', main) +
          rect(188, 206, 46, 12, deep(main), 3) +
          solid('M190 218h42l6 90q0 16-27 16t-27-16z', colour(1), 212) +
          circle(211, 244, 4, pale(colour(1), 0.5)) +
          circle(211, 288, 4, pale(colour(1), 0.5)),
      ) +
      line('M98 300q30 22 64 4', deep('#9db296', 0.1), 5) +
      path('M160 302q18-20 38-8-12 22-38 8z', '#6c7d4b'),
  },
  board: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        12,
        solid(
          'M112 116q0-18 18-18h52v-42q0-16 18-16t18 16v42h52q18 0 18 18v212q0 18-18 18h-140q-18 0-18-18z',
          main,
        ) +
          circle(200, 62, 7, deep(main, 0.45)) +
          [134, 178, 222, 266, 310]
            .map((y, at) =>
              faded(0.28, line(`M126 ${y}q70 ${at % 2 ? 14 : -12} 148 0`, colour(1), 3)),
            )
            .join('') +
          `<rect x="126" y="114" width="148" height="218" rx="12" fill="none" stroke="${deep(main, 0.25)}" stroke-width="4"/>`,
      ),
  },
  bowls: {
    on: 'table',
    reach: 128,
    draw: ({ colour, solid }) =>
      [0, 1, 2, 3]
        .map((at) => {
          const half = 64 + (3 - at) * 19
          const top = 128 + (3 - at) * 38
          const lip = ellipse(200, top, half, 13, deep(colour(at), 0.12))
          const body = `M${200 - half} ${top}q6 ${62 + (3 - at) * 2} ${half * 0.55} 70h${half * 0.9}q${half * 0.49}-8 ${half * 0.55}-70z`
          return { top, shapes: solid(body, colour(at)) + lip }
        })
        .toSorted((one, other) => other.top - one.top)
        .map(({ shapes }) => shapes)
        .join(''),
  },
  apron: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      line('M166 106q-6-54 34-54t34 54', deep(main), 9) +
      line('M126 206q-34 12-58 4M274 206q34 12 58 4', deep(main), 8) +
      solid('M160 100h80q2 66 40 94 10 90 4 146h-168q-6-56 4-146 38-28 40-94z', main) +
      rect(160, 100, 80, 10, deep(main, 0.1)) +
      path('M146 220h108v56q0 14-14 14h-80q-14 0-14-14z', deep(main, 0.08)) +
      line('M146 222h108', colour(1), 4) +
      line('M200 224v62', deep(main, 0.18), 3) +
      line('M216 212v-24', colour(1), 7) +
      ellipse(216, 180, 10, 15, colour(1)),
  },
  mill: {
    on: 'table',
    reach: 56,
    draw: ({ colours: [main], colour, solid }) =>
      circle(200, 84, 15, colour(1)) +
      solid('M160 152q-12-50 40-54 52 4 40 54z', main) +
      rect(164, 150, 72, 8, deep(main, 0.35), 3) +
      solid(
        'M166 158h68q-2 22 8 36-22 22-20 42 4 34 28 52v14q0 10-10 10h-80q-10 0-10-10v-14q24-18 28-52 2-20-20-42 10-14 8-36z',
        main,
      ) +
      faded(0.4, line('M182 170q-2 16-4 22M186 216q0 34-16 60', pale(main, 0.6), 6)),
  },
  tiffin: {
    on: 'table',
    reach: 92,
    draw: ({ colours: [main], colour, solid }) =>
      line('M128 160v-40q0-36 72-36t72 36v40', deep(main), 9) +
      solid(box(120, 236, 160, 76, 12), main) +
      solid(box(120, 160, 160, 76, 12), pale(main, 0.2)) +
      solid('M116 162q4-30 84-30t84 30z', pale(main, 0.1)) +
      rect(116, 158, 168, 9, deep(main, 0.12), 4) +
      rect(116, 234, 168, 9, deep(main, 0.12), 4) +
      rect(112, 146, 14, 132, colour(1), 7) +
      rect(274, 146, 14, 132, deep(colour(1), 0.12), 7) +
      faded(0.7, line('M142 182v36M142 258v36', '#ffffff', 7)),
  },
  wraps: {
    on: 'wall',
    draw: ({ colour, solid }) =>
      turned(-14, solid(box(92, 92, 170, 170, 6), colour(1), 180) + dots(colour(1), 92, 92)) +
      turned(8, solid(box(138, 134, 170, 170, 6), colour(2), 226) + dots(colour(2), 138, 134)) +
      turned(
        -4,
        solid(box(104, 172, 150, 150, 6), colour(0), 182) +
          [0, 1, 2, 3]
            .map((row) => hexagons(122, 194 + row * 36, colour(0), (row % 2) * 18))
            .join(''),
      ),
  },
  'rolling-pin': {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        -35,
        solid(
          'M40 200q4-14 60-22 100-12 200 0 56 8 60 22-4 14-60 22-100 12-200 0-56-8-60-22z',
          main,
          200,
        ) + faded(0.5, line('M84 190q110-20 200-6', pale(main, 0.6), 6)),
      ) +
      [
        [104, 104],
        [132, 78],
        [282, 300],
        [312, 276],
        [88, 142],
        [300, 322],
      ]
        .map(([x = 0, y = 0], at) => circle(x, y, 4 + (at % 3) * 2, colour(1)))
        .join(''),
  },
}

function dots(colour: string, x: number, y: number): string {
  return [0, 1, 2, 3, 4]
    .flatMap((row) =>
      [0, 1, 2, 3, 4].map((column) =>
        circle(x + 20 + column * 33, y + 20 + row * 33, 5, pale(colour, 0.45)),
      ),
    )
    .join('')
}

function hexagons(x: number, y: number, colour: string, shift: number): string {
  return [0, 1, 2]
    .map((column) => {
      const left = x + shift + column * 38
      return path(`M${left} ${y}l14-8 14 8v16l-14 8-14-8z`, pale(colour, 0.4))
    })
    .join('')
}
