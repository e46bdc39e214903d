import type { UseQueryResult } from '@tanstack/react-query'
import { Button } from '#apps/ui/button.tsx'
import { ChoiceCard } from '#apps/ui/choice.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import type { Checkout } from '#apps/storefront/app/queries.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { troubleIn, useWords } from '#apps/storefront/words/words.ts'

export function ShippingChoice({
  ways,
  chosen,
  onChoose,
}: {
  readonly ways: UseQueryResult<Checkout>
  readonly chosen: string | null
  readonly onChoose: (code: string) => void
}) {
  const words = useWords()
  const format = useFormat()
  const { data, error, refetch } = ways
  if (data === undefined) {
    if (error === null) return <Skeletons />
    return (
      <Notice
        look="bad"
        title={words.trouble.title}
        action={
          <Button look="plain" size="small" onClick={() => void refetch()}>
            {words.shop.retry}
          </Button>
        }
      >
        {troubleIn(error, words)}
      </Notice>
    )
  }
  if (data.methods.length === 0) return <Notice look="warn" title={words.checkout.noDelivery} />
  const names: Readonly<Record<string, string>> = words.checkout.methods
  return (
    <fieldset className="space-y-2.5">
      <legend className="sr-only">{words.checkout.shipping}</legend>
      {data.methods.map(({ code, title, price, days: { from, to } }) => (
        <ChoiceCard
          key={code}
          name="method"
          value={code}
          checked={code === chosen}
          onChange={() => onChoose(code)}
          title={names[code] ?? title}
          detail={to === 0 ? undefined : words.checkout.days(from, to)}
          aside={price.amount === 0 ? words.checkout.free : format.price(price)}
        />
      ))}
    </fieldset>
  )
}

function Skeletons() {
  return (
    <div className="space-y-2.5">
      <Skeleton className="h-18 rounded-2xl" />
      <Skeleton className="h-18 rounded-2xl" />
    </div>
  )
}
