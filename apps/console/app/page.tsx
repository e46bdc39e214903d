import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon } from '#apps/ui/icon.tsx'

/** Every page: where one is, what it is called, what can be done, and the rest below. */
export function Page({
  title,
  beside,
  lead,
  back,
  actions,
  children,
}: {
  readonly title: string
  /** Right after the title: where the thing stands. */
  readonly beside?: ReactNode
  readonly lead?: ReactNode
  readonly back?: { readonly to: NonNullable<LinkProps['to']>; readonly label: string }
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className="page-width pt-5 pb-16 md:pt-7">
      <title>{`${title} · Meridian console`}</title>
      {back === undefined ? null : (
        <Link
          to={back.to}
          className="mb-2 -ml-1 inline-flex min-h-7 items-center gap-1 rounded-lg pr-2 text-sm font-medium text-soft hover:text-ink"
        >
          <Icon name="left" className="size-4" />
          {back.label}
        </Link>
      )}
      <div className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <h1 className="display text-2xl [overflow-wrap:anywhere]">{title}</h1>
            {beside}
          </div>
          {lead === undefined ? null : <p className="mt-1 text-sm text-soft">{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  )
}

/** A part of a page, in a frame of its own. */
export function Panel({
  title,
  aside,
  children,
  className = '',
}: {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}) {
  return (
    <section className={`min-w-0 rounded-2xl border border-line bg-card p-5 ${className}`}>
      <div className="mb-3.5 flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** Names and what stands for them, one a line. */
export function Facts({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="space-y-2 text-sm">
      {of.map(([name, value]) => (
        <div key={name} className="flex flex-wrap justify-between gap-x-4 gap-y-0.5">
          <dt className="text-soft">{name}</dt>
          <dd className="min-w-0 text-right font-medium tabular-nums [overflow-wrap:anywhere]">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
