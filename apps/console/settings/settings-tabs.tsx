import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Page } from '#apps/console/app/page.tsx'
import { useMay } from '#apps/console/app/session.ts'

const tabs = [
  { to: '/settings/shipping', label: 'Shipping', needs: 'settings:read' },
  { to: '/settings/pricing', label: 'Prices and taxes', needs: 'settings:read' },
  { to: '/settings/staff', label: 'Staff', needs: 'staff:read' },
  { to: '/settings/keys', label: 'API keys', needs: 'keys:read' },
  { to: '/settings/audit', label: 'Audit', needs: 'staff:read' },
] as const

/** The pages of the settings stand side by side. */
export function SettingsPage({
  lead,
  actions,
  children,
}: {
  readonly lead: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const may = useMay()
  return (
    <Page title="Settings" {...{ lead, actions }}>
      <nav
        aria-label="Settings"
        className="mb-5 flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {tabs
          .filter(({ needs }) => may(needs))
          .map(({ to, label }) => (
            <Link
              key={to}
              to={to}
              className="min-h-10 border-b-2 border-transparent px-3 py-2 text-sm font-semibold whitespace-nowrap text-soft -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-accent"
            >
              {label}
            </Link>
          ))}
      </nav>
      {children}
    </Page>
  )
}
