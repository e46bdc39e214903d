import type { ReactNode } from 'react'

const looks = {
  plain: 'bg-sunken text-ink',
  info: 'bg-accent-soft text-accent-strong',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
} as const

export type BadgeLook = keyof typeof looks

/** One word about where something stands. The word says it; the colour helps. */
export function Badge({
  look = 'plain',
  children,
}: {
  readonly look?: BadgeLook
  readonly children: ReactNode
}) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap ${looks[look]}`}
    >
      <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />
      {children}
    </span>
  )
}
