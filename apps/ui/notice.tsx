import type { ReactNode } from 'react'
import { Icon, type IconName } from '#apps/ui/icon.tsx'

const looks = {
  info: ['bg-accent-soft text-ink', 'info'],
  good: ['bg-good-soft text-good', 'check'],
  warn: ['bg-warn-soft text-warn', 'alert'],
  bad: ['bg-bad-soft text-bad', 'alert'],
} as const satisfies Record<string, readonly [string, IconName]>

export type NoticeLook = keyof typeof looks

/** Something the shopper should know here and now; trouble is read out at once. */
export function Notice({
  look,
  title,
  children,
  action,
}: {
  readonly look: NoticeLook
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  const [colours, icon] = looks[look]
  return (
    <div
      role={look === 'bad' || look === 'warn' ? 'alert' : 'status'}
      className={`rise flex flex-wrap items-start gap-x-3 gap-y-2 rounded-2xl px-4 py-3.5 ${colours}`}
    >
      <Icon name={icon} className="mt-0.5 size-5" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-semibold">{title}</p>
        {children === undefined ? null : <div className="text-sm text-ink">{children}</div>}
      </div>
      {action}
    </div>
  )
}

/** A place where nothing is yet, and the way on. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  readonly icon: IconName
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-5 py-16 text-center">
      <span className="mb-2 grid size-20 place-items-center rounded-full bg-sunken text-soft">
        <Icon name={icon} className="size-9" />
      </span>
      <h2 className="display text-2xl">{title}</h2>
      {children === undefined ? null : <div className="text-balance text-soft">{children}</div>}
      {action === undefined ? null : <div className="mt-3">{action}</div>}
    </div>
  )
}
