import { seconds } from '#kernel/core/instant.ts'
import type { Context } from '#kernel/service/context.ts'
import { priceSettingsId, type PriceSettings } from '#services/pricing/contract.ts'
import { defaultSettings } from '#services/pricing/default-settings.ts'
import { priceSettings } from '#services/pricing/price-settings.ts'

/** New settings count for shoppers after this long at the latest. */
const keptForMs = seconds(1)

export async function readSettings(context: Context): Promise<PriceSettings> {
  const id = priceSettingsId(context.homeFor('primary'))
  return (await context.read(priceSettings, id))?.state ?? defaultSettings
}

/** The settings that prices are made with, read at most once a second. */
export async function settingsInForce(context: Context): Promise<PriceSettings> {
  const found = await context.kept('settings', [''], keptForMs, async () => {
    return new Map([['', await readSettings(context)]])
  })
  return found.get('') ?? defaultSettings
}
