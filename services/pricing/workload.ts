import { sameData } from '#kernel/core/same-data.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { anyOf, happens, insist, numberBelow } from '#kernel/service/person.ts'
import type { AtRest, Workload } from '#kernel/service/workload.ts'
import type { PriceSettings } from '#services/pricing/contract.ts'
import { currenciesIn } from '#services/pricing/convert.ts'
import { defaultSettings } from '#services/pricing/default-settings.ts'

type SettingsDocument = StoredDocument<PriceSettings>

const path = '/v1/admin/pricing'

export const workload: Workload = {
  service: 'pricing',
  habits: [
    {
      name: 'changes a rate or a tax',
      weight: 1,
      live: async (scene) => {
        const known = await insist(scene, () => scene.ask('GET', path))
        if (known?.status !== 200) return
        const { offers } = known.body as PriceSettings
        const chosen = anyOf(scene, offers)
        const part = 9_900 + numberBelow(scene, 201)
        const change = happens(scene, 0.7)
          ? {
              offers: offers.map((offer) =>
                offer === chosen
                  ? { ...offer, ratePpm: Math.max(1, Math.round((offer.ratePpm * part) / 10_000)) }
                  : offer,
              ),
            }
          : { taxes: { SG: taxOf(800 + numberBelow(scene, 300)) } }
        const answer = await insist(scene, () => scene.ask('PUT', path, change))
        if (answer?.status !== 200) return
        const version = Number(answer.headers['etag']?.replaceAll('"', ''))
        scene.note('pricing.saved', { version })
      },
    },
  ],
  invariants: [
    {
      name: 'a currency has one rate, and the shop’s own has none',
      promise: 'P5',
      always: { kind: 'price-settings', check: unsound },
    },
    {
      name: 'a change of prices that staff was told of is kept',
      promise: 'P1',
      atRest: async (platform) => changesLost(platform),
    },
    {
      name: 'every region sells in the currencies that the settings name',
      promise: 'P6',
      atRest: soldElse,
    },
  ],
}

const taxOf = (standard: number): PriceSettings['taxes'][string] => ({
  name: 'GST',
  included: true,
  rates: { standard, reduced: standard, zero: 0 },
})

function unsound({ id, state }: SettingsDocument): string | null {
  const { currency, offers } = state
  const offered = offers.map((offer) => offer.currency)
  if (offered.includes(currency)) return `${id} offers its own currency ${currency} at a rate`
  const twice = offered.find((one, position) => offered.indexOf(one) !== position)
  if (twice !== undefined) return `${id} has two rates for ${twice}`
  const odd = offers.find(({ rounding }) => rounding.ending >= rounding.every)
  return odd ? `${id} rounds ${odd.currency} to an ending that no step has` : null
}

const settingsIn = (platform: AtRest): readonly SettingsDocument[] =>
  platform.documents('price-settings') as readonly SettingsDocument[]

function changesLost(platform: AtRest): readonly string[] {
  const held = settingsIn(platform)[0]?.version ?? 0
  return platform
    .notes('pricing.saved')
    .filter(({ version }) => Number(version) > held)
    .map(({ version }) => `staff saved prices as version ${String(version)}; they are at ${held}`)
}

async function soldElse(platform: AtRest): Promise<readonly string[]> {
  const due = currenciesIn(settingsIn(platform)[0]?.state ?? defaultSettings)
  const answers = await platform.ask('/v1/currencies')
  return answers.flatMap(({ body }, region) => {
    const { items = [] } = (body ?? {}) as { items?: readonly { readonly currency: string }[] }
    const sold = items.map(({ currency }) => currency)
    return sameData(sold, due)
      ? []
      : [`region ${region + 1} sells in ${sold.join(', ')} instead of ${due.join(', ')}`]
  })
}
