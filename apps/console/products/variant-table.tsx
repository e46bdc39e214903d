import { Button, IconButton } from '#apps/ui/button.tsx'
import { CheckRow } from '#apps/ui/choice.tsx'
import { TextField } from '#apps/ui/field.tsx'
import {
  emptyVariant,
  withOption,
  withoutOption,
  type Draft,
  type VariantDraft,
} from '#apps/console/products/product-draft.ts'

type Flaws = Readonly<Record<string, string>>

const optionsMax = 3

/** The names of up to three options, and a block for each variant. */
export function VariantTable({
  draft,
  setDraft,
  flaws,
}: {
  readonly draft: Draft
  readonly setDraft: (draft: Draft) => void
  readonly flaws: Flaws
}) {
  const { options, variants } = draft
  const change = (key: number, to: Partial<VariantDraft>) =>
    setDraft({
      ...draft,
      variants: variants.map((each) => (each.key === key ? { ...each, ...to } : each)),
    })
  const nextKey = 1 + Math.max(-1, ...variants.map(({ key }) => key))
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-end gap-3">
        {options.map((name, at) => (
          <span key={at} className="flex items-end">
            <TextField
              label={`Option ${at + 1}`}
              className="w-36"
              value={name}
              error={flaws[`option-${at}`]}
              onChange={(event) =>
                setDraft({
                  ...draft,
                  options: options.map((each, other) => (other === at ? event.target.value : each)),
                })
              }
            />
            <IconButton
              icon="close"
              label={`Take option ${at + 1} away`}
              onClick={() => setDraft(withoutOption(draft, at))}
            />
          </span>
        ))}
        {options.length < optionsMax ? (
          <Button look="quiet" size="small" onClick={() => setDraft(withOption(draft))}>
            Add an option
          </Button>
        ) : null}
      </div>
      <ul className="space-y-3">
        {variants.map((variant) => (
          <li key={variant.key} className="rounded-xl border border-line p-3.5">
            <Variant
              {...{ variant, options, flaws }}
              onChange={(to) => change(variant.key, to)}
              onRemove={
                variants.length === 1
                  ? null
                  : () =>
                      setDraft({
                        ...draft,
                        variants: variants.filter(({ key }) => key !== variant.key),
                      })
              }
            />
          </li>
        ))}
      </ul>
      <Button
        look="plain"
        size="small"
        onClick={() =>
          setDraft({ ...draft, variants: [...variants, emptyVariant(nextKey, options.length)] })
        }
      >
        Add a variant
      </Button>
    </div>
  )
}

function Variant({
  variant: { key, sku, options: values, prices, grams, tracked },
  options,
  flaws,
  onChange,
  onRemove,
}: {
  readonly variant: VariantDraft
  readonly options: readonly string[]
  readonly flaws: Flaws
  readonly onChange: (to: Partial<VariantDraft>) => void
  /** Null for the only one. */
  readonly onRemove: (() => void) | null
}) {
  return (
    <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-5">
      <TextField
        label="SKU"
        className="col-span-2"
        value={sku}
        error={flaws[`sku-${key}`]}
        onChange={(event) => onChange({ sku: event.target.value })}
      />
      {options.map((name, at) => (
        <TextField
          key={at}
          label={name === '' ? `Option ${at + 1}` : name}
          value={values[at] ?? ''}
          onChange={(event) =>
            onChange({
              options: values.map((each, other) => (other === at ? event.target.value : each)),
            })
          }
        />
      ))}
      {prices.map(({ currency, text }) => (
        <TextField
          key={currency}
          label={`Price, ${currency}`}
          inputMode="decimal"
          value={text}
          error={flaws[`price-${key}-${currency}`]}
          onChange={(event) =>
            onChange({
              prices: prices.map((each) =>
                each.currency === currency ? { currency, text: event.target.value } : each,
              ),
            })
          }
        />
      ))}
      <TextField
        label="Grams"
        inputMode="numeric"
        value={grams}
        error={flaws[`grams-${key}`]}
        onChange={(event) => onChange({ grams: event.target.value })}
      />
      <div className="col-span-full flex flex-wrap items-center justify-between gap-2">
        <CheckRow
          checked={tracked}
          onChange={(event) => onChange({ tracked: event.target.checked })}
        >
          Its stock is counted
        </CheckRow>
        {onRemove === null ? null : (
          <Button look="quiet" size="small" aria-label={`Remove ${sku}`} onClick={onRemove}>
            Remove
          </Button>
        )}
      </div>
    </div>
  )
}
