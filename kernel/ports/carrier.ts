import type { Money } from '#kernel/core/money.ts'

export interface ParcelRequest {
  readonly shipmentId: string
  readonly method: string
  readonly to: {
    readonly name: string
    readonly line1: string
    readonly city: string
    readonly postalCode: string
    readonly country: string
  }
  readonly grams: number
}

export interface Label {
  readonly trackingNumber: string
  readonly labelUrl: string
}

export interface Carrier {
  /** The carrier's price for a parcel. */
  rate(request: {
    country: string
    grams: number
    method: string
    currency: string
  }): Promise<Money>
  /** One key, one label. */
  label(key: string, request: ParcelRequest): Promise<Label>
}
