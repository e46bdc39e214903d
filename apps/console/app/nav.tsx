import { Link, useLocation } from '@tanstack/react-router'
import { Icon } from '#apps/ui/icon.tsx'
import { navGroups } from '#apps/console/app/nav-items.ts'
import { useMay } from '#apps/console/app/session.ts'

/** @param whole the words too, also where there is little room */
export function Wordmark({ whole = false }: { whole?: boolean }) {
  return (
    <Link to="/" className="flex min-h-9 items-center gap-2 rounded-lg px-2">
      <svg
        viewBox="0 0 24 24"
        className="size-6 text-accent"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        aria-hidden="true"
      >
        <circle cx="12" cy="12" r="9" />
        <path d="M12 3c5.5 5 5.5 13 0 18M12 3v18" />
      </svg>
      <span className={`display text-lg ${whole ? '' : 'max-[26rem]:sr-only'}`}>Meridian</span>
      <span className={`mt-0.5 text-xs font-medium text-soft ${whole ? '' : 'max-sm:hidden'}`}>
        console
      </span>
    </Link>
  )
}

export function Nav({ onGo = () => undefined }: { onGo?: () => void }) {
  const may = useMay()
  const { pathname } = useLocation()
  const groups = navGroups
    .map(({ label, items }) => ({
      label,
      items: items.filter(({ needs }) => needs === undefined || may(needs)),
    }))
    .filter(({ items }) => items.length > 0)
  return (
    <nav aria-label="Console" className="mt-5 space-y-5">
      {groups.map(({ label, items }) => (
        <div key={label}>
          <p className="mb-1.5 px-2.5 text-xs font-semibold text-soft">{label}</p>
          <ul className="space-y-0.5">
            {items.map(({ to, label: name, icon, marks }) => (
              <li key={to}>
                <Link
                  to={to}
                  onClick={onGo}
                  {...(marks !== undefined && pathname.startsWith(marks)
                    ? { 'aria-current': 'page' as const }
                    : {})}
                  activeOptions={{ exact: to === '/', includeSearch: false }}
                  className="flex min-h-9 items-center gap-2.5 rounded-xl px-2.5 text-sm font-medium text-soft transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-strong"
                >
                  <Icon name={icon} className="size-4.5" />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
