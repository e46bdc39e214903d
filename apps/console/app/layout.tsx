import { useState, type ReactNode } from 'react'
import { useConnection } from '#apps/ui/api/connection.ts'
import { IconButton, Spinner } from '#apps/ui/button.tsx'
import { Overlay } from '#apps/ui/overlay.tsx'
import { Toasts } from '#apps/ui/toast.tsx'
import { Nav, Wordmark } from '#apps/console/app/nav.tsx'
import { RegionBadge } from '#apps/console/app/region-badge.tsx'
import { ThemeButton } from '#apps/console/app/theme-button.tsx'
import { PersonMenu } from '#apps/console/staff/person-menu.tsx'

export function Layout({ children }: { children: ReactNode }) {
  const [isNavOpen, setNavOpen] = useState(false)
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_1fr]">
      <a
        href="#content"
        className="sr-only z-50 rounded-full bg-accent px-5 py-3 font-semibold text-on-accent focus:not-sr-only focus:absolute focus:m-3"
      >
        Skip to the page
      </a>
      <aside className="hidden border-r border-line bg-card lg:block">
        <div className="sticky top-0 max-h-dvh overflow-y-auto px-3 py-4">
          <Wordmark />
          <Nav />
        </div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-30 flex min-h-14 items-center justify-between gap-2 border-b border-line bg-paper/95 px-2 backdrop-blur sm:px-4">
          <div className="flex items-center lg:hidden">
            <IconButton icon="menu" label="Open the navigation" onClick={() => setNavOpen(true)} />
            <Wordmark />
          </div>
          <div className="ml-auto flex items-center gap-0.5 sm:gap-1.5">
            <RegionBadge />
            <ThemeButton />
            <PersonMenu />
          </div>
        </header>
        <ConnectionBanner />
        <main id="content" tabIndex={-1} className="flex-1 outline-none">
          {children}
        </main>
      </div>
      <Overlay
        open={isNavOpen}
        onClose={() => setNavOpen(false)}
        from="left"
        title="Navigation"
        closeLabel="Close the navigation"
      >
        <div className="px-3 py-4">
          <Nav onGo={() => setNavOpen(false)} />
        </div>
      </Overlay>
      <Toasts />
    </div>
  )
}

/** Seen while requests are sent again: a lost connection, or a region being taken over. */
function ConnectionBanner() {
  const { waiting } = useConnection()
  return (
    <div role="status">
      {waiting > 0 ? (
        <p className="flex flex-wrap items-center justify-center gap-x-2.5 bg-warn-soft px-4 py-2 text-sm font-medium text-warn">
          <Spinner />
          No answer yet. Trying again; nothing is lost.
        </p>
      ) : null}
    </div>
  )
}
