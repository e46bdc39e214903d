import type { Context } from '#kernel/service/context.ts'
import { priceSettingsId, type PriceSettings } from '#services/pricing/contract.ts'
import { defaultSettings } from '#services/pricing/default-settings.ts'
import { priceSettings } from '#services/pricing/price-settings.ts'

export async function readSettings(context: Context): Promise<PriceSettings> {
  const id = priceSettingsId(context.homeFor('primary'))
  return (await context.read(priceSettings, id))?.state ?? defaultSettings
}
