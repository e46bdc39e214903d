/** Where the regions lie, for the map. Names of a cloud say a city. */
const places: Readonly<Record<string, { city: string; longitude: number; latitude: number }>> = {
  'ap-southeast-1': { city: 'Singapore', longitude: 103.8, latitude: 1.3 },
  'ap-southeast-2': { city: 'Sydney', longitude: 151.2, latitude: -33.9 },
}

export const placeOf = (name: string) =>
  places[name] ?? { city: name, longitude: 125, latitude: -15 }
export const cityOf = (name: string): string => placeOf(name).city

/** The part of the world that is drawn, and its size in the picture. */
const west = 92
const east = 180
const north = 28
const south = -48
export const picture = { width: 880, height: 760 }

export function onMap({ longitude, latitude }: { longitude: number; latitude: number }) {
  return {
    x: ((longitude - west) / (east - west)) * picture.width,
    y: ((north - latitude) / (north - south)) * picture.height,
  }
}
