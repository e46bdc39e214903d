import { Outlet } from '@tanstack/react-router'
import { useConnection } from '#apps/ui/api/connection.ts'
import { Spinner } from '#apps/ui/button.tsx'
import { Toasts } from '#apps/ui/toast.tsx'
import { Footer } from '#apps/storefront/app/footer.tsx'
import { Header } from '#apps/storefront/app/header.tsx'
import { CartDrawer } from '#apps/storefront/cart/cart-drawer.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

export function Layout() {
  const { shop } = useWords()
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-full bg-accent px-5 py-3 font-semibold text-on-accent focus:not-sr-only focus:absolute focus:m-3"
      >
        {shop.skip}
      </a>
      <Header />
      <ConnectionBanner />
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        <Outlet />
      </main>
      <Footer />
      <CartDrawer />
      <Toasts />
    </div>
  )
}

/** Seen while requests are sent again: a lost connection, or a region being taken over. */
function ConnectionBanner() {
  const { waiting } = useConnection()
  const { connection } = useWords()
  return (
    <div role="status" className="sticky top-0 z-40">
      {waiting > 0 ? (
        <p className="flex flex-wrap items-center justify-center gap-x-2.5 bg-warn-soft px-4 py-2 text-sm font-medium text-warn">
          <Spinner />
          <span>{connection.waiting}</span>
          <span>{connection.keeps}</span>
        </p>
      ) : null}
    </div>
  )
}
