import type { FormEvent, ReactNode } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { useAccountTrouble } from '#apps/storefront/account/account-words.ts'
import { PageHead } from '#apps/storefront/app/page-head.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

/** A page with one narrow card: the ways into an account. */
export function Entrance({
  title,
  says,
  children,
}: {
  readonly title: string
  readonly says?: string
  readonly children: ReactNode
}) {
  return (
    <div className="shop-width py-10 md:py-16">
      <PageHead title={title} hidden />
      <div className="mx-auto w-full max-w-md">
        <h1 className="display text-3xl md:text-4xl">{title}</h1>
        {says === undefined ? null : <p className="mt-2 text-soft">{says}</p>}
        <div className="mt-8">{children}</div>
      </div>
    </div>
  )
}

/** Fields, what went wrong, and a button; what was typed stays whatever happens. */
export function Form({
  onSubmit,
  busy,
  error,
  submit,
  instead,
  children,
}: {
  readonly onSubmit: () => void
  readonly busy: boolean
  readonly error: unknown
  readonly submit: string
  /** The way out, beside the button. */
  readonly instead?: ReactNode
  readonly children: ReactNode
}) {
  const { trouble } = useWords()
  const troubleOf = useAccountTrouble()
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        if (!busy) onSubmit()
      }}
      className="space-y-5"
    >
      {children}
      {error === null || busy ? null : (
        <Notice look="bad" title={trouble.title}>
          {troubleOf(error)}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" className="w-full sm:w-auto sm:min-w-48" busy={busy}>
          {submit}
        </Button>
        {instead}
      </div>
    </form>
  )
}
