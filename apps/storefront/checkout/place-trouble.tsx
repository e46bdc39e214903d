import { codeOf } from '#apps/ui/api/problem.ts'
import { Notice } from '#apps/ui/notice.tsx'
import { troubleIn, useWords } from '#apps/storefront/words/words.ts'

/** Why the order did not go through, or that nobody knows. */
export function PlaceTrouble({ error }: { error: unknown }) {
  const words = useWords()
  if (error === null) return null
  if (codeOf(error) === 'offline') {
    return (
      <Notice look="warn" title={words.checkout.unsure}>
        {words.checkout.unsureAdvice}
      </Notice>
    )
  }
  return (
    <Notice look="bad" title={words.trouble.title}>
      {troubleIn(error, words)}
    </Notice>
  )
}
