import { useMutation } from '@tanstack/react-query'
import { Link, Navigate, Outlet, useNavigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { signOut, useSession, type Account } from '#apps/storefront/account/session.ts'
import { PageHead } from '#apps/storefront/app/page-head.tsx'
import { QueryFailed } from '#apps/storefront/app/trouble-pages.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

const parts = [
  ['/account', 'orders'],
  ['/account/addresses', 'addresses'],
  ['/account/profile', 'profile'],
  ['/account/security', 'security'],
  ['/account/data', 'data'],
] as const

export function AccountPage() {
  const words = useAccountWords()
  const { data, error, refetch } = useSession()
  return (
    <div className="shop-width pt-6 pb-10 md:pt-10">
      <PageHead title={words.account} hidden />
      {data === null ? (
        <ToSignIn />
      ) : data !== undefined ? (
        <Inside account={data} />
      ) : error === null ? (
        <AccountSkeleton />
      ) : (
        <QueryFailed {...{ error }} onRetry={refetch} />
      )}
    </div>
  )
}

/** Comes back to the page that was asked for: the one at the start, as the address changes on the way. */
function ToSignIn() {
  const { state } = useRouter()
  const [asked] = useState(state.location.pathname)
  const search = asked === '/account' ? {} : { then: asked }
  return <Navigate to="/account/sign-in" search={search} replace />
}

function Inside({ account }: { account: Account }) {
  const words = useAccountWords()
  return (
    <>
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0">
          <h1 className="display text-3xl break-words md:text-4xl">{words.hello(account.name)}</h1>
          <p className="mt-1 break-all text-soft">{account.email}</p>
        </div>
        <SignOutButton />
      </header>
      <div className="mt-8 grid grid-cols-1 items-start gap-x-12 gap-y-8 md:grid-cols-[14rem_1fr]">
        <nav aria-label={words.account} className="min-w-0">
          <ul className="flex flex-wrap gap-1 md:flex-col">
            {parts.map(([to, name]) => (
              <li key={to}>
                <Link
                  to={to}
                  activeOptions={{ exact: true }}
                  className="block rounded-full px-4 py-2.5 font-medium text-soft transition-colors hover:bg-sunken hover:text-ink"
                  activeProps={{ className: 'bg-sunken text-ink' }}
                >
                  {words.parts[name]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="min-w-0">
          <Outlet />
        </div>
      </div>
    </>
  )
}

function SignOutButton() {
  const words = useAccountWords()
  const navigate = useNavigate()
  const out = useMutation({
    mutationFn: signOut,
    onSuccess: () => navigate({ to: '/' }),
  })
  return (
    <Button look="plain" size="small" busy={out.isPending} onClick={() => out.mutate()}>
      {words.signOut}
    </Button>
  )
}

function AccountSkeleton() {
  const { shop } = useWords()
  return (
    <div>
      <p role="status" className="sr-only">
        {shop.loading}
      </p>
      <Skeleton className="h-11 w-72" />
      <div className="mt-8 grid gap-x-12 gap-y-8 md:grid-cols-[14rem_1fr]">
        <Skeleton className="h-52 rounded-3xl" />
        <Skeleton className="h-72 rounded-3xl" />
      </div>
    </div>
  )
}
