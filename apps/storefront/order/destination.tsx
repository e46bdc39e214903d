import type { Order } from '#apps/storefront/app/queries.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

/** Where it goes, how, and the number to follow it by. */
export function Destination({ order }: { order: Order }) {
  const { order: says, checkout } = useWords()
  const format = useFormat()
  const { name, line1, line2, city, region, postalCode, country } = order.shippingAddress
  const place = [city, region, postalCode].filter(Boolean).join(' ')
  const methods: Readonly<Record<string, string>> = checkout.methods
  const tracked = order.shipments.flatMap(({ trackingNumber }) => trackingNumber ?? [])
  return (
    <section className="grid gap-6 rounded-3xl border border-line bg-card p-6 sm:grid-cols-2">
      <div>
        <h2 className="text-sm text-soft">{says.to}</h2>
        <address className="mt-1 not-italic">
          {[name, line1, line2, place, format.country(country)].filter(Boolean).map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </address>
      </div>
      <div>
        <h2 className="text-sm text-soft">{says.method}</h2>
        <p className="mt-1">{methods[order.shippingMethod] ?? order.shippingMethod}</p>
        {tracked.map((number) => (
          <p key={number} className="mt-3">
            <span className="block text-sm text-soft">{says.tracking}</span>
            <span className="font-medium tabular-nums">{number}</span>
          </p>
        ))}
      </div>
    </section>
  )
}
