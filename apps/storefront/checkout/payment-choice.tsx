import { ChoiceCard } from '#apps/ui/choice.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { useWords } from '#apps/storefront/words/words.ts'
import type { Words } from '#apps/storefront/words/en.ts'

export type CardToken = keyof Words['checkout']['cards']

/** Tokens of the sandbox bank, shown as the cards they stand for. */
export function PaymentChoice({
  chosen,
  onChoose,
}: {
  readonly chosen: CardToken
  readonly onChoose: (token: CardToken) => void
}) {
  const { checkout } = useWords()
  return (
    <fieldset className="space-y-2.5">
      <legend className="mb-3 flex items-center gap-2 text-sm text-soft">
        <Icon name="card" />
        {checkout.paymentNote}
      </legend>
      {(Object.entries(checkout.cards) as [CardToken, string[]][]).map(([token, [name, says]]) => (
        <ChoiceCard
          key={token}
          name="card"
          value={token}
          checked={token === chosen}
          onChange={() => onChoose(token)}
          title={name}
          detail={says}
        />
      ))}
    </fieldset>
  )
}
