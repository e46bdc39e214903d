// Every address of the console. What stands behind `?` is read by the page's own reader, so that every state
// survives a reload and can be passed on.

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { onSignedOut, queryClient } from '#apps/console/app/query-client.ts'
import { readPaged } from '#apps/console/app/paged.ts'
import { NotFound, PageError } from '#apps/console/app/trouble-pages.tsx'
import {
  readEventSearch,
  readLetterSearch,
  readRequestSearch,
  readSpanSearch,
  readTraceSearch,
} from '#apps/console/operations/operations-search.ts'
import { readDashboardSearch } from '#apps/console/dashboard/dashboard-search.ts'
import { readOrderSearch } from '#apps/console/orders/order-search.ts'
import { readProductSearch } from '#apps/console/products/product-search.ts'
import { readImportSearch } from '#apps/console/products/import-search.ts'
import { readStockSearch } from '#apps/console/inventory/inventory-queries.ts'
import { readCustomerSearch } from '#apps/console/customers/customer-queries.ts'
import { Gate } from '#apps/console/staff/gate.tsx'
import { readSignInSearch } from '#apps/console/staff/sign-in-search.ts'

const root = createRootRoute({ errorComponent: PageError })
/** Everything for which one has to be signed in. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Gate })

const dashboard = createRoute({
  getParentRoute: () => inside,
  path: '/',
  validateSearch: readDashboardSearch,
  component: lazyRouteComponent(
    () => import('#apps/console/dashboard/dashboard-page.tsx'),
    'DashboardPage',
  ),
})

const orders = createRoute({
  getParentRoute: () => inside,
  path: '/orders',
  validateSearch: readOrderSearch,
  component: lazyRouteComponent(() => import('#apps/console/orders/orders-page.tsx'), 'OrdersPage'),
})

const order = createRoute({
  getParentRoute: () => inside,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('#apps/console/orders/order-page.tsx'), 'OrderPage'),
})

const regions = createRoute({
  getParentRoute: () => inside,
  path: '/operations/regions',
  component: lazyRouteComponent(
    () => import('#apps/console/operations/regions-page.tsx'),
    'RegionsPage',
  ),
})

const letters = createRoute({
  getParentRoute: () => inside,
  path: '/operations/dead-letters',
  validateSearch: readLetterSearch,
  component: lazyRouteComponent(
    () => import('#apps/console/operations/letters-page.tsx'),
    'LettersPage',
  ),
})

const drills = createRoute({
  getParentRoute: () => inside,
  path: '/operations/drills',
  component: lazyRouteComponent(
    () => import('#apps/console/operations/drills-page.tsx'),
    'DrillsPage',
  ),
})

const job = createRoute({
  getParentRoute: () => inside,
  path: '/operations/jobs/$id',
  component: lazyRouteComponent(() => import('#apps/console/operations/job-page.tsx'), 'JobPage'),
})

const events = createRoute({
  getParentRoute: () => inside,
  path: '/operations/events',
  validateSearch: readEventSearch,
  component: lazyRouteComponent(
    () => import('#apps/console/operations/events-page.tsx'),
    'EventsPage',
  ),
})

const health = createRoute({
  getParentRoute: () => inside,
  path: '/operations/objectives',
  component: lazyRouteComponent(
    () => import('#apps/console/operations/health-page.tsx'),
    'HealthPage',
  ),
})

const requests = createRoute({
  getParentRoute: () => inside,
  path: '/operations/requests',
  validateSearch: readRequestSearch,
  component: lazyRouteComponent(
    () => import('#apps/console/operations/requests-page.tsx'),
    'RequestsPage',
  ),
})

const traces = createRoute({
  getParentRoute: () => inside,
  path: '/operations/traces',
  validateSearch: readTraceSearch,
  component: lazyRouteComponent(
    () => import('#apps/console/operations/traces-page.tsx'),
    'TracesPage',
  ),
})

const trace = createRoute({
  getParentRoute: () => inside,
  path: '/operations/traces/$id',
  validateSearch: readSpanSearch,
  component: lazyRouteComponent(
    () => import('#apps/console/operations/trace-page.tsx'),
    'TracePage',
  ),
})

const products = createRoute({
  getParentRoute: () => inside,
  path: '/products',
  validateSearch: readProductSearch,
  component: lazyRouteComponent(
    () => import('#apps/console/products/products-page.tsx'),
    'ProductsPage',
  ),
})

const newProduct = createRoute({
  getParentRoute: () => inside,
  path: '/products/new',
  component: lazyRouteComponent(
    () => import('#apps/console/products/product-page.tsx'),
    'NewProductPage',
  ),
})

const importProducts = createRoute({
  getParentRoute: () => inside,
  path: '/products/import',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(
    () => import('#apps/console/products/import-page.tsx'),
    'ImportPage',
  ),
})

const product = createRoute({
  getParentRoute: () => inside,
  path: '/products/$handle',
  component: lazyRouteComponent(
    () => import('#apps/console/products/product-page.tsx'),
    'ProductPage',
  ),
})

const inventory = createRoute({
  getParentRoute: () => inside,
  path: '/inventory',
  validateSearch: readStockSearch,
  component: lazyRouteComponent(
    () => import('#apps/console/inventory/inventory-page.tsx'),
    'InventoryPage',
  ),
})

const customers = createRoute({
  getParentRoute: () => inside,
  path: '/customers',
  validateSearch: readCustomerSearch,
  component: lazyRouteComponent(
    () => import('#apps/console/customers/customers-page.tsx'),
    'CustomersPage',
  ),
})

const customer = createRoute({
  getParentRoute: () => inside,
  path: '/customers/$id',
  component: lazyRouteComponent(
    () => import('#apps/console/customers/customer-page.tsx'),
    'CustomerPage',
  ),
})

const shipping = createRoute({
  getParentRoute: () => inside,
  path: '/settings/shipping',
  component: lazyRouteComponent(
    () => import('#apps/console/settings/shipping-page.tsx'),
    'ShippingPage',
  ),
})

const pricing = createRoute({
  getParentRoute: () => inside,
  path: '/settings/pricing',
  component: lazyRouteComponent(
    () => import('#apps/console/settings/pricing-page.tsx'),
    'PricingPage',
  ),
})

const staff = createRoute({
  getParentRoute: () => inside,
  path: '/settings/staff',
  validateSearch: readPaged,
  component: lazyRouteComponent(() => import('#apps/console/staff/staff-page.tsx'), 'StaffPage'),
})

const keys = createRoute({
  getParentRoute: () => inside,
  path: '/settings/keys',
  validateSearch: readPaged,
  component: lazyRouteComponent(() => import('#apps/console/staff/keys-page.tsx'), 'KeysPage'),
})

const audit = createRoute({
  getParentRoute: () => inside,
  path: '/settings/audit',
  validateSearch: readPaged,
  component: lazyRouteComponent(() => import('#apps/console/staff/audit-page.tsx'), 'AuditPage'),
})

const me = createRoute({
  getParentRoute: () => inside,
  path: '/me',
  component: lazyRouteComponent(() => import('#apps/console/staff/me-page.tsx'), 'MePage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import('#apps/console/staff/sign-in-page.tsx'), 'SignInPage'),
})

const owner = createRoute({
  getParentRoute: () => root,
  path: '/owner',
  component: lazyRouteComponent(() => import('#apps/console/staff/welcome-page.tsx'), 'OwnerPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(
    () => import('#apps/console/staff/welcome-page.tsx'),
    'InvitationPage',
  ),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    owner,
    invitation,
    inside.addChildren([
      dashboard,
      orders,
      order,
      products,
      newProduct,
      importProducts,
      product,
      inventory,
      customers,
      customer,
      shipping,
      pricing,
      staff,
      keys,
      audit,
      regions,
      letters,
      drills,
      job,
      events,
      health,
      requests,
      traces,
      trace,
      me,
    ]),
  ]),
  basepath: '/console',
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: PageError,
  scrollRestoration: true,
})

onSignedOut(() => {
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in') return
  queryClient.removeQueries({ queryKey: ['session'] })
  void router.navigate({ to: '/sign-in', search: { from: `/console${href}` } })
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
