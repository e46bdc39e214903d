import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { IconButton } from '#apps/ui/button.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { useCartOfAccount } from '#apps/storefront/account/use-cart-of-account.ts'
import { categoriesQuery } from '#apps/storefront/app/queries.ts'
import { useCart } from '#apps/storefront/cart/cart.ts'
import { openCartDrawer } from '#apps/storefront/cart/cart-drawer-state.ts'
import { PreferencesDialog } from '#apps/storefront/preferences/preferences-dialog.tsx'
import { usePreferences } from '#apps/storefront/preferences/preferences.ts'
import { SearchBox } from '#apps/storefront/search/search-box.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

export function Header() {
  return (
    <header className="relative z-30 border-b border-line bg-paper">
      <div className="shop-width flex flex-wrap items-center gap-x-2 gap-y-2 py-3 md:gap-x-8">
        <Logo />
        <div className="order-last w-full md:order-none md:mx-auto md:w-auto md:max-w-xl md:flex-1">
          <SearchBox />
        </div>
        <div className="ml-auto flex items-center md:ml-0">
          <PreferencesButton />
          <AccountLink />
          <CartButton />
        </div>
      </div>
      <CategoryNav />
    </header>
  )
}

function Logo() {
  const { shop } = useWords()
  return (
    <Link to="/" className="flex items-center gap-2.5 rounded-lg">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-8 text-accent">
        <g fill="none" stroke="currentColor" strokeWidth="2.2">
          <circle cx="16" cy="16" r="13" />
          <path d="M16 3c8 7 8 19 0 26M16 3v26" />
        </g>
      </svg>
      <span className="display text-xl sm:text-2xl">{shop.name}</span>
    </Link>
  )
}

function PreferencesButton() {
  const [isOpen, setOpen] = useState(false)
  const words = useWords()
  const { language, currency } = usePreferences()
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        className="flex min-h-11 items-center gap-2 rounded-full px-2.5 text-sm font-medium transition-colors hover:bg-sunken sm:px-3.5"
      >
        <Icon name="globe" />
        <span className="sr-only">{words.preferences.open}: </span>
        <span className="max-[26rem]:sr-only">
          {language === 'zh' ? '中文' : 'EN'} · {currency}
        </span>
      </button>
      <PreferencesDialog open={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

function AccountLink() {
  const { shop } = useWords()
  const account = useCartOfAccount()
  const label = account === null ? shop.signIn : shop.account
  return (
    <Link
      to="/account"
      aria-label={label}
      title={label}
      className="inline-flex size-11 shrink-0 items-center justify-center rounded-full transition-colors hover:bg-sunken"
    >
      <Icon name="person" />
    </Link>
  )
}

function CartButton() {
  const { count } = useCart()
  const { cart } = useWords()
  return (
    <IconButton icon="bag" label={cart.open(count)} aria-haspopup="dialog" onClick={openCartDrawer}>
      {count > 0 ? (
        <span
          aria-hidden="true"
          className="absolute top-0.5 right-0 grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1 text-xs font-bold text-on-accent tabular-nums"
        >
          {count > 99 ? '99+' : count}
        </span>
      ) : null}
    </IconButton>
  )
}

function CategoryNav() {
  const { data, isPending } = useQuery(categoriesQuery())
  const { shop } = useWords()
  return (
    <nav aria-label={shop.categories} className="shop-width overflow-x-auto [scrollbar-width:none]">
      <ul className="-mx-3 flex gap-1 pb-2 whitespace-nowrap">
        {isPending
          ? [7, 9, 6, 8, 7, 7].map((width, at) => (
              <li key={at} className="px-3 py-2.5">
                <Skeleton className={width > 7 ? 'h-4 w-20' : 'h-4 w-14'} />
              </li>
            ))
          : data?.map(({ handle, title }) => (
              <li key={handle}>
                <Link
                  to="/categories/$handle"
                  params={{ handle }}
                  className="block rounded-full px-3 py-2 text-sm font-medium text-soft transition-colors hover:bg-sunken hover:text-ink"
                  activeProps={{ className: 'bg-sunken text-ink' }}
                >
                  {title}
                </Link>
              </li>
            ))}
      </ul>
    </nav>
  )
}
