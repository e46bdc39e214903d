import { Icon } from '#apps/ui/icon.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

const quantityMax = 999

export function QuantityStepper({
  label,
  value,
  min = 1,
  max = quantityMax,
  small = false,
  disabled = false,
  onChange,
}: {
  /** Of what, for a reader. */
  readonly label: string
  readonly value: number
  readonly min?: number
  readonly max?: number | undefined
  readonly small?: boolean
  readonly disabled?: boolean
  readonly onChange: (value: number) => void
}) {
  const { product } = useWords()
  const size = small ? 'h-9' : 'h-13'
  const button = `grid ${small ? 'w-9' : 'w-12'} h-full place-items-center rounded-full transition-colors hover:bg-sunken disabled:text-soft disabled:hover:bg-transparent`
  return (
    <div
      role="group"
      aria-label={label}
      className={`inline-flex items-center rounded-full border border-line bg-card ${size}`}
    >
      <button
        type="button"
        aria-label={product.fewer}
        disabled={disabled || value <= min}
        onClick={() => onChange(value - 1)}
        className={button}
      >
        <Icon name="minus" className="size-4" />
      </button>
      <span aria-live="polite" className="min-w-7 text-center font-semibold tabular-nums">
        {value}
      </span>
      <button
        type="button"
        aria-label={product.moreOf}
        disabled={disabled || value >= max}
        onClick={() => onChange(value + 1)}
        className={button}
      >
        <Icon name="plus" className="size-4" />
      </button>
    </div>
  )
}
