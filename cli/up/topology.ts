/** The regions a store on one machine can have: their codes, cloud names and what people call them. */
export const knownRegions = [
  { code: 'sin', name: 'ap-southeast-1', place: 'Singapore' },
  { code: 'syd', name: 'ap-southeast-2', place: 'Sydney' },
] as const

export type RegionPlace = (typeof knownRegions)[number]

/** Finds a region by code, cloud name or place, whatever the case. */
export function regionNamed(name: string): RegionPlace | undefined {
  const wanted = name.toLowerCase()
  return knownRegions.find((region) =>
    [region.code, region.name, region.place.toLowerCase()].includes(wanted),
  )
}
