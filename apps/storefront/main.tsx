import './shop.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { startTransition, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from '#apps/storefront/app/queries.ts'
import { router } from '#apps/storefront/app/router.tsx'
import { adoptCartsOfOtherTabs } from '#apps/storefront/cart/cart-id.ts'
import { preferences, show } from '#apps/storefront/preferences/preferences.ts'
import { speak } from '#apps/storefront/words/words.ts'

show(preferences())
adoptCartsOfOtherTabs()
// Without its words the shop would flicker from one language to another; if they cannot be had, English stays.
await speak(preferences().language).catch(() => {})
const element = document.getElementById('app')
if (element === null) throw new Error('the page has no place for the shop')
const root = createRoot(element)
// In slices, between which a slow phone can answer its owner.
startTransition(() =>
  root.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  ),
)
