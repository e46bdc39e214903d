// Every address of the shop. What can be asked before a page's code has arrived is asked at once.

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { NotFound, PageError } from '#apps/storefront/app/trouble-pages.tsx'
import { Layout } from '#apps/storefront/app/layout.tsx'
import {
  categoriesQuery,
  homeQuery,
  orderQuery,
  productQuery,
  queryClient,
  searchQuery,
  shelfQuery,
} from '#apps/storefront/app/queries.ts'
import {
  categorySearch,
  readSearch,
  readShelf,
  readSignIn,
  readVariant,
  textSearch,
} from '#apps/storefront/app/search-params.ts'
import { preferences } from '#apps/storefront/preferences/preferences.ts'
import { loadSafeHtml } from '#apps/storefront/product/load-safe-html.ts'

const root = createRootRoute({ component: Layout, errorComponent: PageError })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: () => void queryClient.prefetchQuery(homeQuery(preferences().currency)),
  component: lazyRouteComponent(() => import('#apps/storefront/home/home-page.tsx'), 'HomePage'),
})

const category = createRoute({
  getParentRoute: () => root,
  path: '/categories/$handle',
  validateSearch: readSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params: { handle }, deps }) => {
    void queryClient.prefetchQuery(categoriesQuery())
    void queryClient.prefetchInfiniteQuery(searchQuery(categorySearch(handle, deps)))
  },
  component: lazyRouteComponent(
    () => import('#apps/storefront/browse/category-page.tsx'),
    'CategoryPage',
  ),
})

const collection = createRoute({
  getParentRoute: () => root,
  path: '/collections/$handle',
  validateSearch: readShelf,
  loaderDeps: ({ search }) => search,
  loader: ({ params: { handle }, deps: { sort = 'newest' } }) =>
    void queryClient.prefetchInfiniteQuery(shelfQuery(handle, sort, preferences().currency)),
  component: lazyRouteComponent(
    () => import('#apps/storefront/browse/collection-page.tsx'),
    'CollectionPage',
  ),
})

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: readSearch,
  loaderDeps: ({ search: asked }) => asked,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(searchQuery(textSearch(deps))),
  component: lazyRouteComponent(
    () => import('#apps/storefront/browse/search-page.tsx'),
    'SearchPage',
  ),
})

const product = createRoute({
  getParentRoute: () => root,
  path: '/products/$handle',
  validateSearch: readVariant,
  loader: ({ params: { handle } }) => {
    const { currency, country } = preferences()
    void queryClient.prefetchQuery(productQuery(handle, currency, country))
    void queryClient.prefetchQuery(categoriesQuery())
    loadSafeHtml().catch(() => {})
  },
  component: lazyRouteComponent(
    () => import('#apps/storefront/product/product-page.tsx'),
    'ProductPage',
  ),
})

const checkout = createRoute({
  getParentRoute: () => root,
  path: '/checkout',
  component: lazyRouteComponent(
    () => import('#apps/storefront/checkout/checkout-page.tsx'),
    'CheckoutPage',
  ),
})

const order = createRoute({
  getParentRoute: () => root,
  path: '/orders/$id',
  loader: ({ params: { id } }) => void queryClient.prefetchQuery(orderQuery(id)),
  component: lazyRouteComponent(() => import('#apps/storefront/order/order-page.tsx'), 'OrderPage'),
})

const about = createRoute({
  getParentRoute: () => root,
  path: '/about',
  component: lazyRouteComponent(() => import('#apps/storefront/about/about-page.tsx'), 'AboutPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/account/sign-in',
  validateSearch: readSignIn,
  component: lazyRouteComponent(
    () => import('#apps/storefront/account/sign-in-page.tsx'),
    'SignInPage',
  ),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/account/sign-up',
  component: lazyRouteComponent(
    () => import('#apps/storefront/account/sign-up-page.tsx'),
    'SignUpPage',
  ),
})

const confirm = createRoute({
  getParentRoute: () => root,
  path: '/account/confirm',
  component: lazyRouteComponent(
    () => import('#apps/storefront/account/confirm-page.tsx'),
    'ConfirmPage',
  ),
})

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/account/forgotten',
  component: lazyRouteComponent(
    () => import('#apps/storefront/account/forgotten-page.tsx'),
    'ForgottenPage',
  ),
})

const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/account/new-password',
  component: lazyRouteComponent(
    () => import('#apps/storefront/account/new-password-page.tsx'),
    'NewPasswordPage',
  ),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(
    () => import('#apps/storefront/account/account-page.tsx'),
    'AccountPage',
  ),
})

const accountOrders = createRoute({
  getParentRoute: () => account,
  path: '/',
  component: lazyRouteComponent(() => import('#apps/storefront/account/orders.tsx'), 'Orders'),
})

const accountAddresses = createRoute({
  getParentRoute: () => account,
  path: '/addresses',
  component: lazyRouteComponent(
    () => import('#apps/storefront/account/addresses.tsx'),
    'Addresses',
  ),
})

const accountProfile = createRoute({
  getParentRoute: () => account,
  path: '/profile',
  component: lazyRouteComponent(() => import('#apps/storefront/account/profile.tsx'), 'Profile'),
})

const accountSecurity = createRoute({
  getParentRoute: () => account,
  path: '/security',
  component: lazyRouteComponent(() => import('#apps/storefront/account/security.tsx'), 'Security'),
})

const accountData = createRoute({
  getParentRoute: () => account,
  path: '/data',
  component: lazyRouteComponent(() => import('#apps/storefront/account/data.tsx'), 'Data'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    category,
    collection,
    search,
    product,
    checkout,
    order,
    about,
    signIn,
    signUp,
    confirm,
    forgotten,
    newPassword,
    account.addChildren([
      accountOrders,
      accountAddresses,
      accountProfile,
      accountSecurity,
      accountData,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: PageError,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
