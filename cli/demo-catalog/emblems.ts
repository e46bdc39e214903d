import { around, circle, ellipse, line, path, rect, ring } from '#cli/demo-catalog/draw.ts'

/**
 * A small sign for labels and book covers, within `radius` of a centre.
 * @param ink its main colour
 * @param second the colour of what stands in front of it
 */
export function emblem(
  name: string | undefined,
  x: number,
  y: number,
  radius: number,
  ink: string,
  second: string,
): string {
  const draw = emblems[name ?? 'sun'] ?? sun
  const scale = Math.round((radius / 50) * 1000) / 1000
  return `<g transform="translate(${x} ${y}) scale(${scale})">${draw(ink, second)}</g>`
}

type Emblem = (ink: string, second: string) => string

const sun: Emblem = (ink) => circle(0, 0, 22, ink) + around(8, rect(-3, -48, 6, 16, ink, 3), 0, 0)

const emblems: Readonly<Record<string, Emblem>> = {
  sun,
  wave: (ink) =>
    [-22, 2, 26].map((y) => line(`M-44 ${y}q11-16 22 0t22 0 22 0 22 0`, ink, 9)).join(''),
  mountain: (ink, second) =>
    circle(24, -26, 12, ink) +
    path('M-50 40l34-64 20 36 14-22 32 50z', ink) +
    path('M-16-24l-11 21 8 5 6-7 7 4z', second),
  leaf: (ink, second) =>
    path('M-34 36q-20-66 70-78 8 86-70 78z', ink) + line('M-42 46q24-44 56-66', second, 5),
  flower: (ink, second) => around(6, ellipse(0, -28, 13, 19, ink), 0, 0) + circle(0, 0, 14, second),
  moon: (ink, second) =>
    path('M8-46a46 46 0 1 0 38 60 36 36 0 1 1-38-60z', ink) +
    circle(-26, -34, 4, second) +
    circle(34, -32, 5, ink) +
    circle(44, -6, 3, ink) +
    circle(20, -46, 3, ink),
  star: (ink) =>
    around(4, path('M0-50q4 32 14 36-14 8-14 14-0-6-14-14 10-4 14-36z', ink), 0, 0) +
    circle(0, 0, 15, ink),
  wheel: (ink, second) =>
    ring(0, 0, 42, ink, 8) + around(12, line('M0-8v-30', ink, 3), 0, 0) + circle(0, 0, 9, second),
  wheat: (ink) =>
    line('M0 48v-70', ink, 5) +
    [-30, -12, 6, 24]
      .map((y) =>
        path(`M0 ${y + 12}q-26-2-26-26 24 0 26 26zM0 ${y + 12}q26-2 26-26-24 0-26 26z`, ink),
      )
      .join('') +
    ellipse(0, -40, 8, 14, ink),
  cloud: (ink, second) =>
    path('M-34 26q-18 0-18-18t20-18q4-26 30-26 24 0 30 22 24-2 24 20 0 20-20 20z', ink) +
    line('M-24 38v8M0 38v12M24 38v8', second, 5),
  bird: (ink, second) =>
    path('M-46 4q26-8 34-26 8-18 28-18t26 18l14 6-14 6q-2 40-44 44-28 2-44-30z', ink) +
    circle(22, -22, 4, second) +
    path('M-22 6q22 18 40-6-4 30-40 6z', second) +
    line('M-2 34v12M10 32v14', ink, 4),
  cup: (ink, second) =>
    path('M-40-14h66v22q0 30-33 30t-33-30z', ink) +
    line('M28-8q18-2 16 12t-20 14', ink, 7) +
    line('M-18-24q-6-8 0-14t0-14M4-24q-6-8 0-14t0-14', second, 5) +
    rect(-44, 42, 76, 6, ink, 3),
}
