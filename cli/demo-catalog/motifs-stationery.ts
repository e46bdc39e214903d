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
  ring,
  turned,
  type Motif,
} from '#cli/demo-catalog/draw.ts'

export const stationeryMotifs: Readonly<Record<string, Motif>> = {
  notebook: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        -8,
        rect(120, 78, 172, 250, '#fbf9f4', 8) +
          rect(124, 322, 164, 3, '#d8c7a6') +
          solid(box(108, 70, 172, 250, 10), main, 250) +
          rect(108, 70, 24, 250, deep(main, 0.28), 6) +
          rect(252, 70, 10, 250, colour(1)) +
          rect(154, 118, 78, 44, pale(main, 0.75), 4) +
          rect(166, 132, 54, 4, main, 2) +
          rect(166, 144, 34, 4, main, 2) +
          path('M176 320h14v34l-7-8-7 8z', colour(1)),
      ),
  },
  'notebook-trio': {
    on: 'wall',
    draw: ({ colour, solid }) =>
      [
        { angle: -20, at: 2 },
        { angle: -2, at: 1 },
        { angle: 16, at: 0 },
      ]
        .map(({ angle, at }) =>
          turned(
            angle,
            solid(box(138, 82, 128, 200, 8), colour(at), 236) +
              rect(138, 82, 12, 200, deep(colour(at), 0.22), 6) +
              rect(168, 116, 70, 36, '#fbf9f4', 3) +
              rect(178, 128, 46, 4, colour(at), 2) +
              rect(178, 138, 30, 4, colour(at), 2),
            200,
            310,
          ),
        )
        .join(''),
  },
  pen: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      faded(0.8, line('M84 318q40-40 74-8t70-12 80 6', '#fbf9f4', 6)) +
      turned(
        40,
        rect(193, 34, 14, 24, deep(main, 0.2), 4) +
          solid(box(184, 54, 32, 120, 8), main, 202) +
          rect(184, 170, 32, 8, colour(1)) +
          solid('M184 178h32v102l-12 40h-8l-12-40z', main, 202) +
          path('M196 320h8l-4 18z', colour(1)) +
          rect(214, 62, 9, 88, deep(main, 0.25), 4) +
          faded(0.6, line('M191 68v90M191 190v84', '#ffffff', 4)),
      ),
  },
  ink: {
    on: 'table',
    reach: 88,
    draw: ({ colours: [main], colour, solid }) =>
      solid(box(160, 92, 80, 54, 8), colour(1)) +
      line('M174 98v42M188 98v42M202 98v42M216 98v42', deep(colour(1), 0.2), 3) +
      solid('M150 146h100l34 46v98q0 22-22 22h-124q-22 0-22-22v-98z', '#dde6ea') +
      path('M128 214h144v76q0 12-12 12h-120q-12 0-12-12z', main) +
      rect(152, 222, 96, 60, '#fbf9f4', 4) +
      path('M200 228q18 24 10 36-10 10-20 0-8-12 10-36z', main) +
      faded(0.8, line('M134 202l22-32', '#ffffff', 6)),
  },
  pencils: {
    on: 'wall',
    draw: ({ colour, solid }) =>
      [0, 1, 2, 3, 4, 5]
        .map((at) => {
          const x = 96 + at * 36
          const top = 92 + [22, 0, 34, 12, 40, 18][at]!
          const fill = colour(at % 4)
          return (
            path(`M${x} ${top + 40}l14-40 14 40z`, '#ead9bd') +
            path(`M${x + 9} ${top + 14}l5-14 5 14z`, deep(fill, 0.35)) +
            solid(`M${x} ${top + 40}h28v${292 - top}h-28z`, fill, x + 18) +
            rect(x + 9, top + 40, 3, 292 - top, pale(fill, 0.3)) +
            rect(x, 318, 28, 14, '#c9a04e')
          )
        })
        .join(''),
  },
  tape: {
    on: 'table',
    reach: 130,
    draw: ({ colour }) =>
      [
        { x: 116, y: 258, at: 0 },
        { x: 200, y: 262, at: 1 },
        { x: 284, y: 258, at: 2 },
        { x: 158, y: 178, at: 3 },
        { x: 242, y: 178, at: 4 },
      ]
        .map(
          ({ x, y, at }) =>
            circle(x, y, 50, colour(at)) +
            ring(x, y, 42, pale(colour(at), 0.35), 3) +
            ring(x, y, 34, pale(colour(at), 0.35), 3) +
            circle(x, y, 25, '#d8c7a6') +
            circle(x, y, 20, deep('#d8c7a6', 0.35)),
        )
        .join('') + path('M284 304q40 6 70-6v14h-70z', colour(2)),
  },
  envelope: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        -7,
        rect(104, 88, 196, 150, '#fbf9f4', 4) +
          [112, 134, 156]
            .map((y) => line(`M128 ${y}h${y === 156 ? 84 : 140}`, pale(colour(1), 0.45), 5))
            .join('') +
          solid(box(82, 172, 236, 156, 6), main) +
          path('M82 178v-6h236v6l-118 92z', colour(1)) +
          path('M86 174h228l-114 86z', pale(colour(1), 0.25)) +
          faded(0.4, line('M82 328l84-78M318 328l-84-78', deep(main, 0.25), 3)) +
          circle(200, 258, 24, colour(2)) +
          circle(200, 258, 16, deep(colour(2), 0.14)) +
          path('M200 266l-9-9q-4-8 4-10l5 4 5-4q8 2 4 10z', pale(colour(2), 0.5)),
      ),
  },
  paintbox: {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      solid(box(82, 64, 236, 128, 14), main) +
      rect(94, 76, 212, 104, colour(1), 8) +
      ellipse(142, 110, 26, 16, '#a4c6d4') +
      ellipse(206, 136, 30, 18, '#d99a9c') +
      ellipse(266, 106, 22, 14, '#f0d489') +
      rect(110, 188, 20, 14, deep(main, 0.3)) +
      rect(270, 188, 20, 14, deep(main, 0.3)) +
      solid(box(82, 198, 236, 128, 14), main) +
      rect(94, 210, 212, 104, pale(main, 0.12), 8) +
      [
        '#b5523b',
        '#e9a56c',
        '#d9a53a',
        '#6c7d4b',
        '#2f6f6f',
        '#2c4058',
        '#d99a9c',
        '#c9795a',
        '#f0d489',
        '#9db296',
        '#4d8a90',
        '#74495f',
      ]
        .map((fill, at) =>
          rect(102 + (at % 6) * 34, 218 + Math.floor(at / 6) * 34, 28, 27, fill, 4),
        )
        .join('') +
      rect(104, 292, 122, 10, '#c79a6b', 5) +
      rect(224, 291, 26, 12, '#aab4b9', 2) +
      path('M250 291q22-2 30 6-8 8-30 6z', '#7d5a42'),
  },
  scissors: {
    on: 'wall',
    draw: ({ colours: [main], colour }) =>
      turned(
        16,
        path('M192 214l-42-176q-2-8 6-4 34 34 58 174z', pale(main, 0.2)) +
          path('M208 214l42-176q2-8-6-4-34 34-58 174z', main) +
          line('M200 212q-54 32-58 84M200 212q54 32 58 84', colour(1), 15) +
          ring(146, 308, 33, colour(1), 16) +
          ring(254, 308, 33, colour(1), 16) +
          circle(200, 206, 9, deep(main, 0.35)) +
          circle(200, 206, 4, pale(main, 0.4)),
      ),
  },
  calendar: {
    on: 'table',
    reach: 126,
    draw: ({ colours: [main], colour, solid }) =>
      solid(box(80, 268, 240, 44, 8), main) +
      rect(92, 282, 216, 30, pale(main, 0.25), 4) +
      rect(110, 293, 56, 7, colour(2), 3) +
      rect(178, 293, 90, 7, deep(main, 0.35), 3) +
      solid(box(98, 164, 98, 104, 8), colour(1), 172) +
      solid(box(204, 164, 98, 104, 8), colour(1), 278) +
      line('M130 198q18-18 34 0 4 14-34 44h38', colour(2), 11) +
      line('M236 192h36l-22 50', deep(colour(2), 0.5), 11),
  },
  'gift-card': {
    on: 'wall',
    draw: ({ colours: [main], colour, solid }) =>
      turned(
        -10,
        faded(0.9, solid(box(96, 142, 240, 152, 16), colour(1), 400)) +
          turned(
            9,
            solid(box(70, 116, 252, 160, 16), main, 196) +
              rect(180, 116, 26, 160, colour(2)) +
              rect(70, 182, 252, 24, colour(2)) +
              path(
                'M193 194q-58-58-66-20-2 26 66 20zM193 194q58-58 66-20 2 26-66 20z',
                pale(colour(2), 0.2),
              ) +
              path('M193 194l-34 48 16-2 6 14 12-44 12 44 6-14 16 2z', deep(colour(2), 0.12)) +
              circle(193, 194, 13, deep(colour(2), 0.2)) +
              rect(90, 248, 60, 7, pale(main, 0.5), 3),
          ),
      ),
  },
}
