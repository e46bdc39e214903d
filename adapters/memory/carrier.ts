import { digest } from '#kernel/core/id.ts'
import { Fault } from '#kernel/core/fault.ts'
import type { Carrier, Label, ParcelRequest } from '#kernel/ports/carrier.ts'
import { isMethod, rateOf } from '#adapters/memory/carrier-rates.ts'

/** The sandbox carrier in this process; tracking numbers follow from the key. */
export class MemoryCarrier implements Carrier {
  readonly #labels = new Map<string, { asked: string; label: Label; parcel: ParcelRequest }>()

  async rate(request: Parameters<Carrier['rate']>[0]) {
    const rate = rateOf(request)
    if (rate !== null) return rate
    throw new Fault('bad-data', `The carrier has no price for ${request.method}`)
  }

  async label(key: string, parcel: ParcelRequest) {
    if (!isMethod(parcel.method)) {
      throw new Fault('bad-data', `The carrier does not know ${parcel.method}`)
    }
    const asked = digest(JSON.stringify(parcel))
    const known = this.#labels.get(key)
    if (known !== undefined) {
      if (known.asked === asked) return known.label
      throw new Fault('bad-data', `The key ${key} was used for another parcel`)
    }
    const trackingNumber = `TRK${digest(key).slice(0, 12).toUpperCase()}`
    const label = { trackingNumber, labelUrl: `memory:labels/${trackingNumber}.svg` }
    this.#labels.set(key, { asked, label, parcel })
    return label
  }

  /** Every parcel that has a label, oldest first. */
  parcels(): readonly (Label & { readonly parcel: ParcelRequest })[] {
    return [...this.#labels.values()].map(({ label, parcel }) => ({ ...label, parcel }))
  }
}
