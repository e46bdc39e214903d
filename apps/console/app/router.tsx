// Every address of the console. What stands behind `?` is read by the page's own reader, so that every state
// survives a reload and can be passed on.

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { Layout } from '#apps/console/app/layout.tsx'
import { NotFound, PageError } from '#apps/console/app/trouble-pages.tsx'
import { readOrderSearch } from '#apps/console/orders/order-search.ts'

const root = createRootRoute({ component: Layout, errorComponent: PageError })

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(
    () => import('#apps/console/dashboard/dashboard-page.tsx'),
    'DashboardPage',
  ),
})

const orders = createRoute({
  getParentRoute: () => root,
  path: '/orders',
  validateSearch: readOrderSearch,
  component: lazyRouteComponent(() => import('#apps/console/orders/orders-page.tsx'), 'OrdersPage'),
})

const order = createRoute({
  getParentRoute: () => root,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('#apps/console/orders/order-page.tsx'), 'OrderPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([dashboard, orders, order]),
  basepath: '/console',
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
