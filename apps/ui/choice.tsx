import type { InputHTMLAttributes, ReactNode } from 'react'

/** One of several, as a card: a radio button with more than a word to say. */
export function ChoiceCard({
  title,
  detail,
  aside,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'title'> & {
  readonly title: ReactNode
  readonly detail?: ReactNode
  readonly aside?: ReactNode
}) {
  return (
    <label className="flex min-h-14 items-center gap-3.5 rounded-2xl border border-line bg-card px-4 py-3 transition-colors hover:border-strong-line has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input type="radio" {...rest} className="peer sr-only" />
      <span
        aria-hidden="true"
        className="size-5 shrink-0 rounded-full border-2 border-strong-line transition-all peer-checked:border-[6px] peer-checked:border-accent"
      />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{title}</span>
        {detail === undefined ? null : <span className="block text-sm text-soft">{detail}</span>}
      </span>
      {aside === undefined ? null : <span className="shrink-0 font-semibold">{aside}</span>}
    </label>
  )
}

/** One of several, as a small pill: sizes, colours. */
export function ChoicePill({
  children,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { readonly children: ReactNode }) {
  return (
    <label className="relative inline-flex min-h-11 items-center gap-2 rounded-full border border-line bg-card px-4 font-medium transition-colors hover:border-strong-line has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:border-dashed has-disabled:text-soft">
      <input type="radio" {...rest} className="sr-only" />
      {children}
    </label>
  )
}

/** One of many, any number of them: a facet's value. */
export function CheckRow({
  children,
  count,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & {
  readonly children: ReactNode
  readonly count?: number
}) {
  return (
    <label className="group flex min-h-9 items-center gap-2.5 rounded-lg text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <input type="checkbox" {...rest} className="peer sr-only" />
      <span
        aria-hidden="true"
        className="grid size-5 shrink-0 place-items-center rounded-md border border-strong-line bg-card text-transparent transition-colors group-hover:border-ink peer-checked:border-accent peer-checked:bg-accent peer-checked:text-on-accent"
      >
        <svg
          viewBox="0 0 16 16"
          className="size-3.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.4"
        >
          <path d="m3 8.5 3.2 3.2L13 5" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      </span>
      <span className="min-w-0 flex-1 peer-checked:font-semibold">{children}</span>
      {count === undefined ? null : <span className="text-xs text-soft tabular-nums">{count}</span>}
    </label>
  )
}
