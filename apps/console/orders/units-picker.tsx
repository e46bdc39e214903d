import { IconButton } from '#apps/ui/button.tsx'

export interface OpenUnits {
  readonly sku: string
  readonly title: string
  readonly most: number
}

export type Picked = Readonly<Record<string, number>>

export const linesOf = (picked: Picked) =>
  Object.entries(picked).flatMap(([sku, quantity]) => (quantity > 0 ? [{ sku, quantity }] : []))

/** How many units of each line, up to what is open. */
export function UnitsPicker({
  of,
  picked,
  onPick,
}: {
  readonly of: readonly OpenUnits[]
  readonly picked: Picked
  readonly onPick: (picked: Picked) => void
}) {
  return (
    <ul className="divide-y divide-line rounded-xl border border-line">
      {of.map(({ sku, title, most }) => {
        const now = picked[sku] ?? 0
        const set = (quantity: number) => onPick({ ...picked, [sku]: quantity })
        return (
          <li key={sku} className="flex flex-wrap items-center gap-x-3 px-3.5 py-2 text-sm">
            <span className="min-w-0 flex-1 basis-40">
              <span className="block font-medium">{title}</span>
              <span className="block text-xs text-soft">{sku}</span>
            </span>
            <span className="flex items-center">
              <IconButton
                icon="minus"
                label={`One fewer of ${sku}`}
                disabled={now === 0}
                onClick={() => set(now - 1)}
              />
              <span className="w-16 text-center tabular-nums">
                {now} of {most}
              </span>
              <IconButton
                icon="plus"
                label={`One more of ${sku}`}
                disabled={now >= most}
                onClick={() => set(now + 1)}
              />
            </span>
          </li>
        )
      })}
    </ul>
  )
}
