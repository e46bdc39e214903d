import type { Refusal } from '#kernel/core/decider.ts'
import { derivedId, type Home } from '#kernel/core/id.ts'
import { seconds } from '#kernel/core/instant.ts'
import { sameData } from '#kernel/core/same-data.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import type { Context } from '#kernel/service/context.ts'
import { builtInZones } from '#services/shipping/built-in-zones.ts'
import {
  keepShippingEvents,
  nothingToShip,
  shippingRefusals,
  type SetZones,
  type Zone,
  type ZonesSet,
} from '#services/shipping/contract.ts'

export interface ShippingSettings {
  readonly zones: readonly Zone[]
}

export const shippingSettings = defineAggregate<ShippingSettings, SetZones, ZonesSet>({
  kind: 'shipping-settings',
  prefix: 'shs',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: keepShippingEvents,
  decider: {
    initial: { zones: builtInZones },
    decide: (state, { zones }) => {
      const flaw = flawOf(zones)
      if (flaw !== null) return flaw
      return sameData(state.zones, zones) ? [] : [{ type: 'shipping.zones-set', zones }]
    },
    evolve: (_state, { zones }) => ({ zones }),
  },
  indexes: {},
})

/** There is one document of settings. */
export const shippingSettingsId = (primary: Home): string => derivedId('shs', primary, 'settings')

export async function readZones(context: Context): Promise<readonly Zone[]> {
  const id = shippingSettingsId(context.homeFor('primary'))
  return (await context.read(shippingSettings, id))?.state.zones ?? builtInZones
}

/** New zones count for shoppers after this long at the latest. */
const keptForMs = seconds(1)

/** The zones that shoppers are offered, read at most once a second. */
export async function zonesInForce(context: Context): Promise<readonly Zone[]> {
  const found = await context.kept('zones', [''], keptForMs, async () => {
    return new Map([['', await readZones(context)]])
  })
  return found.get('') ?? builtInZones
}

function flawOf(zones: readonly Zone[]): Refusal | null {
  const countries = zones.flatMap(({ countries: named }) => named ?? ['the rest'])
  const twice = repeated(countries)
  if (twice !== undefined) {
    return shippingRefusals.zonesUnclear(`${twice} is in two zones.`, '/zones')
  }
  for (const [position, { name, rates }] of zones.entries()) {
    if (rates.some((rate) => rate.code === nothingToShip)) {
      return shippingRefusals.zonesUnclear(
        `${name} has a method ${nothingToShip}, which says that nothing is sent.`,
        `/zones/${position}/rates`,
      )
    }
    const code = repeated(rates.map((rate) => rate.code))
    if (code !== undefined) {
      return shippingRefusals.zonesUnclear(`${name} has two ${code}.`, `/zones/${position}/rates`)
    }
  }
  return null
}

const repeated = (names: readonly string[]): string | undefined =>
  names.find((name, position) => names.indexOf(name) !== position)
