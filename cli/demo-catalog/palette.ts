/** The colours of the demo shop, by the names that its options use. */
export const palette = {
  apricot: '#e9a56c',
  brass: '#c9a04e',
  brick: '#b5523b',
  butter: '#f0d489',
  charcoal: '#3d4348',
  clay: '#c9795a',
  copper: '#b87750',
  coral: '#e5816a',
  cream: '#f6eedd',
  fog: '#d5dadb',
  ink: '#2c4058',
  lilac: '#a999c4',
  linen: '#e6dac5',
  moss: '#6c7d4b',
  mustard: '#d9a53a',
  oak: '#c79a6b',
  oat: '#d8c7a6',
  plum: '#74495f',
  rose: '#d99a9c',
  sage: '#9db296',
  sand: '#ead9bd',
  sea: '#4d8a90',
  sky: '#a4c6d4',
  slate: '#66737f',
  snow: '#fbf9f4',
  steel: '#aab4b9',
  teal: '#2f6f6f',
  walnut: '#7d5a42',
} as const

export type Colour = keyof typeof palette

export function isColour(name: string): name is Colour {
  return Object.hasOwn(palette, name)
}

/** The colour mixed with another, both as `#rrggbb`; `share` of the other, 0 to 1. */
export function mix(colour: string, other: string, share: number): string {
  const part = (at: number) => {
    const from = Number.parseInt(colour.slice(at, at + 2), 16)
    const to = Number.parseInt(other.slice(at, at + 2), 16)
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(1)}${part(3)}${part(5)}`
}

export const lighter = (colour: string, share = 0.25): string => mix(colour, '#ffffff', share)
export const darker = (colour: string, share = 0.2): string => mix(colour, '#1d2430', share)
