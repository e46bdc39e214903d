import { plural, price } from '#apps/console/app/format.ts'
import { headOf, titleOf, trackingOf } from '#apps/console/orders/order-units.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'

export function OrderLines({ order }: { order: Order }) {
  return (
    <>
      <ul className="divide-y divide-line">
        {order.lines.map((line) => (
          <li key={line.sku} className="flex gap-3.5 py-3 first:pt-0">
            <span className="grid size-12 shrink-0 place-items-center overflow-hidden rounded-xl bg-sunken">
              {line.image === null ? null : (
                <img src={line.image} alt="" loading="lazy" className="size-full object-cover" />
              )}
            </span>
            <div className="min-w-0 flex-1 text-sm">
              <p className="font-medium">{titleOf(line)}</p>
              <p className="text-soft tabular-nums">
                {line.sku} · {line.quantity} × {price(line.unitPrice)}
              </p>
            </div>
            <p className="text-sm font-semibold tabular-nums">{price(line.total)}</p>
          </li>
        ))}
      </ul>
      <dl className="space-y-1.5 border-t border-line pt-3 text-sm tabular-nums">
        <Sum name="Goods" value={price(order.subtotal)} />
        <Sum name="Delivery" value={price(order.shipping)} />
        {order.taxes.map(({ name, rateBp, amount }) => (
          <Sum
            key={`${name}-${rateBp}`}
            name={`${name} ${rateBp / 100}%${order.taxIncluded ? ', included' : ''}`}
            value={price(amount)}
          />
        ))}
        <Sum name="Total" value={price(order.total)} isStrong />
        <Sum name="Captured" value={price(order.captured)} />
        {order.refunded.amount > 0 ? <Sum name="Refunded" value={price(order.refunded)} /> : null}
      </dl>
    </>
  )
}

function Sum({
  name,
  value,
  isStrong = false,
}: {
  name: string
  value: string
  isStrong?: boolean
}) {
  return (
    <div className={`flex justify-between gap-4 ${isStrong ? 'py-1 text-base font-semibold' : ''}`}>
      <dt className={isStrong ? '' : 'text-soft'}>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** Parcels, and money that was taken without one or went back. */
export function Movements({ order }: { order: Order }) {
  const { shipments, captures, refunds } = order
  if (shipments.length + captures.length + refunds.length === 0)
    return <p className="text-sm text-soft">Nothing was sent, and nothing paid back.</p>
  return (
    <ul className="divide-y divide-line text-sm">
      {captures.map(({ id, status, amount }) => (
        <li key={id} className="flex flex-wrap justify-between gap-x-4 py-2.5 first:pt-0 last:pb-0">
          <span>
            <span className="block font-medium">Capture, {status}</span>
            <span className="block text-soft">Parcels take what is left</span>
          </span>
          <span className="tabular-nums">{price(amount)}</span>
        </li>
      ))}
      {shipments.map((shipment) => {
        const tracking = trackingOf(order, shipment)
        return (
          <li
            key={shipment.id}
            className="flex flex-wrap justify-between gap-x-4 py-2.5 first:pt-0 last:pb-0"
          >
            <span>
              <span className="block font-medium">{headOf(order, shipment)}</span>
              {tracking === null ? null : <span className="block text-soft">{tracking}</span>}
              {shipment.captureFailed && (
                <span className="block text-soft">The bank refused to pay it</span>
              )}
            </span>
            <span className="tabular-nums">{price(shipment.amount)}</span>
          </li>
        )
      })}
      {refunds.map(({ id, status, lines, amount, reason, returned }) => (
        <li key={id} className="flex flex-wrap justify-between gap-x-4 py-2.5 first:pt-0 last:pb-0">
          <span>
            <span className="block font-medium">
              Refund{lines.length > 0 ? ` for ${plural(units(lines), 'unit')}` : ''}, {status}
            </span>
            <span className="block text-soft">
              {reason}
              {returned ? ' · back in stock' : ''}
            </span>
          </span>
          <span className="tabular-nums">{price({ ...amount, amount: -amount.amount })}</span>
        </li>
      ))}
    </ul>
  )
}

const units = (lines: readonly { quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)
