// Made by `npm run api` from the OpenAPI document that the services serve. Do not edit.

export type { Problem } from '#apps/ui/api/problem.ts'

export type Address = { name: string; line1: string; line2?: string; city: string; region?: string; postalCode: string; country: string; phone?: string }

export type Totp = { enrolled: boolean; required: boolean; recoveryCodesLeft: number }

export type Addresse = { id: string; email: string; name: string; phone: string; language: 'en' | 'zh-Hans'; addresses: { key: string; address: Address }[]; totp: Totp; cartId: string | null; createdAt: string; sessionEndsAt: string | null }

export type Session = { account: Addresse | null }

export type ApiKey = { id: string; name: string; kind: 'secret' | 'publishable'; permissions: string[]; origins: string[]; hint: string; createdAt: string; createdBy: string; revokedAt: string | null }

export type Currency = 'AED' | 'ARS' | 'AUD' | 'BDT' | 'BGN' | 'BHD' | 'BRL' | 'CAD' | 'CHF' | 'CLP' | 'CNY' | 'COP' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HNL' | 'HUF' | 'IDR' | 'ILS' | 'INR' | 'ISK' | 'JOD' | 'JPY' | 'KES' | 'KRW' | 'KWD' | 'LKR' | 'MAD' | 'MDL' | 'MXN' | 'MYR' | 'NGN' | 'NOK' | 'NZD' | 'OMR' | 'PEN' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RSD' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TND' | 'TRY' | 'TWD' | 'UAH' | 'USD' | 'UYU' | 'VND' | 'ZAR'

export type Money = { amount: number; currency: Currency }

export type Line = { id: string; version: number; status: 'open' | 'ordered'; orderId: string | null; currency: Currency; country: string | null; lines: ({ sku: string; quantity: number; productId: string | null; handle: string | null; title: string | null; options: string[]; image: string | null; unitPrice: Money | null; total: Money | null; available: boolean })[]; subtotal: Money | null; taxes: { name: string; rateBp: number; amount: Money }[]; taxIncluded: boolean; total: Money | null }

export type Role = 'owner' | 'manager' | 'merchandiser' | 'fulfilment' | 'support' | 'operator' | 'viewer'

export type Staff = { id: string; email: string; name: string; role: Role; permissions: string[]; totp: Totp; sessionEndsAt: string | null }

export type Session2 = { staff: Staff | null }

export type Status = 'pending' | 'confirmed' | 'completed' | 'rejected' | 'cancelled'

export type PaymentStatus = 'none' | 'authorized' | 'captured' | 'partially-refunded' | 'refunded' | 'voided' | 'declined'

export type FulfilmentStatus = 'unfulfilled' | 'partially-fulfilled' | 'fulfilled' | 'delivered' | 'returned'

export type Order = { id: string; number: string; version: number; cartId: string; placedAt: string; status: Status; paymentStatus: PaymentStatus; fulfilmentStatus: FulfilmentStatus; reason: string | null; soldOut: string[]; email: string; shippingAddress: Address; billingAddress: Address; shippingMethod: string; currency: Currency; lines: ({ sku: string; productId: string; handle: string; title: string; options: string[]; image: string | null; quantity: number; unitPrice: Money; total: Money; tax: Money; grams: number; tracked: boolean; requiresShipping: boolean })[]; subtotal: Money; shipping: Money; taxes: { name: string; rateBp: number; amount: Money }[]; taxIncluded: boolean; total: Money; captured: Money; refunded: Money; shipments: ({ id: string; status: 'preparing' | 'sent' | 'delivered'; lines: { sku: string; quantity: number }[]; amount: Money; captureFailed?: boolean; trackingNumber: string | null })[]; captures: ({ id: string; amount: Money; status: 'asked' | 'done' | 'failed' })[]; refunds: ({ id: string; amount: Money; reason: string; status: 'asked' | 'done' | 'failed'; lines: { sku: string; quantity: number }[]; returned: boolean })[]; timeline: { at: string; what: string; detail?: string }[] }

export type Order2 = { items: Order[]; next: string | null }

export type Customer = { id: string; email: string; name: string; firstOrderAt: string; lastOrderAt: string; orderCount: number; ordered: Money[]; orderIds: string[] }

export type Import = { id: string; kind: 'drill' | 'rejoin' | 'import'; name: string; startedAt: string; endedAt: string | null; lines: { atMs: number; what: string }[]; passed: boolean | null; error: string | null; report: Record<string, unknown> | null }

export type Message = { id: string; orderId: string; template: 'order-confirmed' | 'payment-declined' | 'order-rejected' | 'order-cancelled' | 'order-shipped' | 'order-refunded'; to: string; subject: string; text: string; sentAt: string[] }

export type Region = { items: ({ code: string; name: string; standing: 'starting' | 'paired' | 'solo' | 'out' | 'silent'; epoch: number | null; serves: string[]; adopted: string[]; frozen: string[]; durability: 'synchronous' | 'asynchronous' | null; writesHalted: string | null; lagBytes: number | null; receiving: boolean | null; conflicts: number | null; pending: number; dead: number; oldestDueAt: string | null; memoryMb: number | null; can: ('evacuate' | 'hand-back' | 'rejoin')[] })[] }

export type Tax = { name: string; included: boolean; rates: { standard: number; reduced: number; zero: number } }

export type Pricing = { currency: Currency; country: string; offers: { currency: Currency; ratePpm: number; rounding: { every: number; ending: number } }[]; taxes: Record<string, Tax> }

export type Media = { url: string; alt: string; width?: number; height?: number }

export type Origin = { format: string; columns: Record<string, string> }

export type Product2 = { id: string; createdAt: string; handle: string; title: string; descriptionHtml: string; vendor: string; type: string; tags: string[]; categories: string[]; collections: string[]; status: 'draft' | 'active' | 'archived'; options: { name: string }[]; variants: ({ sku: string; options: string[]; prices: Money[]; compareAt?: Money; barcode?: string; grams: number; weightUnit: 'g' | 'kg' | 'oz' | 'lb'; tracked: boolean; requiresShipping: boolean; taxClass: 'standard' | 'reduced' | 'zero'; image?: string })[]; media: Media[]; seo: { title: string; description: string }; fields: Record<string, { type: 'text' | 'html' | 'url' | 'date'; value: string } | { type: 'number'; value: number } | { type: 'boolean'; value: boolean } | { type: 'list'; value: string[] }>; origin?: Origin }

export type Product = { items: Product2[]; next: string | null }

export type ShippingZone = { zones: ({ name: string; countries: string[] | null; rates: { code: string; title: string; prices: Money[]; pricesPerKilogram?: Money[]; freeFrom?: Money[]; days: { from: number; to: number } }[] })[] }

export type Staff2 = { id: string; email: string; name: string; role: Role; status: 'invited' | 'active' | 'suspended'; totp: boolean; invitedAt: string; lastSignInAt: string | null }

export type Stock = { sku: string; tracked: boolean; backorder: boolean; onHand: number; reserved: number; available: number; shares: { home: string; onHand: number; reserved: number; available: number; frozen: boolean; changedAt: string }[] }

export type Collection = { handle: string; title: string; description: string; position: number; image?: string }

export type Category = { handle: string; title: string; description: string; parent?: string; position: number; image?: string }

export type Shape = { currency?: Currency; country?: string }

export type Sort = 'relevance' | 'newest' | 'price' | '-price'

export type SessionBody = { email: string; password: string; code?: string }

export type Batch = { items: ({ handle: string; outcome: 'created' | 'updated' | 'unchanged' | 'refused'; code?: string; detail?: string; field?: string })[] }

export type Product3 = { handle: string; title: string; descriptionHtml: string; vendor: string; type: string; tags: string[]; categories: string[]; collections: string[]; status: 'draft' | 'active' | 'archived'; options: { name: string }[]; variants: ({ sku: string; options: string[]; prices: Money[]; compareAt?: Money; barcode?: string; grams: number; weightUnit: 'g' | 'kg' | 'oz' | 'lb'; tracked: boolean; requiresShipping: boolean; taxClass: 'standard' | 'reduced' | 'zero'; image?: string })[]; media: Media[]; seo: { title: string; description: string }; fields: Record<string, { type: 'text' | 'html' | 'url' | 'date'; value: string } | { type: 'number'; value: number } | { type: 'boolean'; value: boolean } | { type: 'list'; value: string[] }>; origin?: Origin }

export interface Operations {
  /** Take an address out of the address book */
  'DELETE /v1/account/addresses/{key}': {
    params: { key: string }
    query: null
    body: null
    answer: Addresse
  }
  /** Sign out */
  'DELETE /v1/account/session': {
    params: null
    query: null
    body: null
    answer: Session
  }
  /** Revoke an API key */
  'DELETE /v1/admin/api-keys/{id}': {
    params: { id: string }
    query: null
    body: null
    answer: ApiKey
  }
  /** Remove a category; its products stay */
  'DELETE /v1/admin/categories/{handle}': {
    params: { handle: string }
    query: null
    body: null
    answer: null
  }
  /** Remove a collection; its products stay */
  'DELETE /v1/admin/collections/{handle}': {
    params: { handle: string }
    query: null
    body: null
    answer: null
  }
  /** Remove a product for good */
  'DELETE /v1/admin/products/{handle}': {
    params: { handle: string }
    query: null
    body: null
    answer: null
  }
  /** Take a SKU out of a cart */
  'DELETE /v1/carts/{id}/lines/{sku}': {
    params: { id: string; sku: string }
    query: null
    body: null
    answer: Line
  }
  /** Sign out */
  'DELETE /v1/staff/session': {
    params: null
    query: null
    body: null
    answer: Session2
  }
  /** Read a picture that was uploaded */
  'GET /media/{name}': {
    params: { name: string }
    query: null
    body: null
    answer: null
  }
  /** Everything that the shop keeps about this account */
  'GET /v1/account/export': {
    params: null
    query: null
    body: null
    answer: { account: Addresse; orders: Order[] }
  }
  /** List the orders under the mail address of the account, the newest first */
  'GET /v1/account/orders': {
    params: null
    query: { cursor?: string; limit?: number }
    body: null
    answer: Order2
  }
  /** Who is signed in */
  'GET /v1/account/session': {
    params: null
    query: null
    body: null
    answer: Session
  }
  /** What was sold in the last days, in one currency */
  'GET /v1/admin/analytics/sales': {
    params: null
    query: { days?: number; currency?: Currency }
    body: null
    answer: { currency: Currency; days: { day: string; orders: number; sales: Money; refunded: Money }[]; currencies: Currency[]; top: ({ productId: string; title: string | null; handle: string | null; image: string | null; units: number; sales: Money })[]; visits: { carts: number; checkouts: number } }
  }
  /** List the API keys, the newest first */
  'GET /v1/admin/api-keys': {
    params: null
    query: { cursor?: string; limit?: number }
    body: null
    answer: { items: ApiKey[]; next: string | null }
  }
  /** List what was done to staff, keys and rules, the newest first */
  'GET /v1/admin/audit': {
    params: null
    query: { cursor?: string; limit?: number }
    body: null
    answer: { items: { id: string; at: string; by: string; action: string; subject: string; detail: string }[]; next: string | null }
  }
  /** List customers, those who bought last first; or by the start of a mail address */
  'GET /v1/admin/customers': {
    params: null
    query: { cursor?: string; limit?: number; email?: string }
    body: null
    answer: { items: Customer[]; next: string | null }
  }
  /** Read a customer */
  'GET /v1/admin/customers/{id}': {
    params: { id: string }
    query: null
    body: null
    answer: Customer
  }
  /** How far an import is, and what became of each row */
  'GET /v1/admin/imports/{id}': {
    params: { id: string }
    query: null
    body: null
    answer: Import
  }
  /** List the messages about an order */
  'GET /v1/admin/messages': {
    params: null
    query: { cursor?: string; limit?: number; orderId: string }
    body: null
    answer: { items: Message[]; next: string | null }
  }
  /** Deliveries that failed at every attempt, of homes that a region serves */
  'GET /v1/admin/operations/dead-letters': {
    params: null
    query: { cursor?: string; limit?: number; region: string }
    body: null
    answer: { items: { id: string; region: string; subscription: string; kind: string; documentId: string; attempts: number; error: string; diedAt: string; body: unknown }[]; next: string | null }
  }
  /** The bad days that can be rehearsed on this store */
  'GET /v1/admin/operations/drills': {
    params: null
    query: null
    body: null
    answer: { items: { name: string; summary: string }[] }
  }
  /** Search the event log, the newest first */
  'GET /v1/admin/operations/events': {
    params: null
    query: { document?: string; type?: string; q?: string }
    body: null
    answer: { items: ({ id: string; type: string; kind: string; documentId: string; version: number; at: string; trace: string | null; data: unknown })[]; next: string | null }
  }
  /** Rehearsals and returns, the newest first */
  'GET /v1/admin/operations/jobs': {
    params: null
    query: null
    body: null
    answer: { items: Import[] }
  }
  /** How far a rehearsal or a return is, and its report */
  'GET /v1/admin/operations/jobs/{id}': {
    params: { id: string }
    query: null
    body: null
    answer: Import
  }
  /** What was promised to shoppers over the last day, and how much of the budget is left */
  'GET /v1/admin/operations/objectives': {
    params: null
    query: null
    body: null
    answer: { items: ({ name: 'answers' | 'checkouts' | 'reads'; targetPpm: number; counted: number; bad: number; budgetLeftPpm: number; badByHour: number[] })[] }
  }
  /** How each region stands, and what can be asked of it */
  'GET /v1/admin/operations/regions': {
    params: null
    query: null
    body: null
    answer: Region
  }
  /** The requests that were answered last, or only those that failed or were slow */
  'GET /v1/admin/operations/requests': {
    params: null
    query: { failed?: boolean; slowerThanMs?: number; trace?: string }
    body: null
    answer: { items: ({ at: string; region: string; id: string; trace: string | null; method: string; route: string; status: number; ms: number })[]; next: string | null }
  }
  /** The last traces over both regions, the newest first */
  'GET /v1/admin/operations/traces': {
    params: null
    query: { route?: string; status?: '2xx' | '3xx' | '4xx' | '5xx'; slowerThanMs?: number; failed?: boolean }
    body: null
    answer: { items: ({ id: string; name: string; status: number | null; startedAt: string; answeredMs: number; ms: number; spans: number; failed: number; regions: string[] })[]; silent: string[] }
  }
  /** One trace: each piece of work below the one it was part of */
  'GET /v1/admin/operations/traces/{id}': {
    params: { id: string }
    query: null
    body: null
    answer: { id: string; spans: ({ id: string; parentId: string | null; depth: number; name: string; kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer'; service: string | null; region: string; offsetMs: number; ms: number; error: string | null; attributes: Record<string, string> })[]; silent: string[] }
  }
  /** List orders, the newest first */
  'GET /v1/admin/orders': {
    params: null
    query: { cursor?: string; limit?: number; status?: Status; paymentStatus?: PaymentStatus; fulfilmentStatus?: FulfilmentStatus; email?: string; number?: string }
    body: null
    answer: Order2
  }
  /** Read an order with its notes */
  'GET /v1/admin/orders/{id}': {
    params: { id: string }
    query: null
    body: null
    answer: Order & { notes: { at: string; text: string }[] }
  }
  /** Whether the store has had an owner */
  'GET /v1/admin/owner-link': {
    params: null
    query: null
    body: null
    answer: { claimed: boolean }
  }
  /** Where the books of the bank and ours differ */
  'GET /v1/admin/payments/discrepancies': {
    params: null
    query: null
    body: null
    answer: { items: ({ paymentId: string; reference: string; kind: 'unknown-charge' | 'captured-differs' | 'refunded-differs' | 'void-differs' | 'void-failed'; ours: Money | null; banks: Money | null; firstSeenAt: string; confirmed: boolean })[]; readThrough: Record<string, string | null> }
  }
  /** Read the payment of an order: its id is the order id with pay_ in front */
  'GET /v1/admin/payments/{id}': {
    params: { id: string }
    query: null
    body: null
    answer: { id: string; orderId: string | null; authorizations: ({ reference: string; amount: Money; status: 'held' | 'voiding' | 'voided' })[]; captures: ({ id: string; amount: Money; status: 'asked' | 'done' | 'failed' })[]; refunds: ({ id: string; amount: Money; status: 'asked' | 'done' | 'failed' })[]; notices: ({ id: string; says: string; reference: string | null })[] }
  }
  /** Show currencies, rates, rounding and taxes */
  'GET /v1/admin/pricing': {
    params: null
    query: null
    body: null
    answer: Pricing
  }
  /** List products of any status by title, or look for some */
  'GET /v1/admin/products': {
    params: null
    query: { status?: 'draft' | 'active' | 'archived'; title?: string; q?: string; category?: string; stock?: 'none' | 'low'; cursor?: string; limit?: number }
    body: null
    answer: Product
  }
  /** Read the whole catalogue, page by page, in the order of handles */
  'GET /v1/admin/products/export': {
    params: null
    query: { cursor?: string; limit?: number }
    body: null
    answer: Product
  }
  /** Show a product of any status */
  'GET /v1/admin/products/{idOrHandle}': {
    params: { idOrHandle: string }
    query: null
    body: null
    answer: Product2
  }
  /** List the roles and what they may do */
  'GET /v1/admin/roles': {
    params: null
    query: null
    body: null
    answer: { items: ({ name: Role; does: string; permissions: ('catalog:read' | 'catalog:write' | 'stock:read' | 'stock:write' | 'orders:read' | 'orders:write' | 'orders:fulfil' | 'orders:cancel' | 'orders:capture' | 'orders:refund' | 'customers:read' | 'customers:write' | 'payments:read' | 'settings:read' | 'settings:write' | 'staff:read' | 'staff:write' | 'keys:read' | 'keys:write' | 'operations:read' | 'operations:write' | 'analytics:read' | 'console:use')[] })[] }
  }
  /** Read a shipment */
  'GET /v1/admin/shipments/{id}': {
    params: { id: string }
    query: null
    body: null
    answer: { id: string; orderId: string; status: 'preparing' | 'sent' | 'delivered'; method: string; lines: { sku: string; quantity: number }[]; trackingNumber: string | null; labelUrl: string | null; history: { at: string; says: string }[] }
  }
  /** Where the shop delivers and at what price */
  'GET /v1/admin/shipping-zones': {
    params: null
    query: null
    body: null
    answer: ShippingZone
  }
  /** List the staff, by mail address */
  'GET /v1/admin/staff': {
    params: null
    query: { cursor?: string; limit?: number }
    body: null
    answer: { items: Staff2[]; next: string | null }
  }
  /** Read the rules for staff */
  'GET /v1/admin/staff-rules': {
    params: null
    query: null
    body: null
    answer: { totpRequired: boolean }
  }
  /** List stock, or only what runs low */
  'GET /v1/admin/stock': {
    params: null
    query: { cursor?: string; limit?: number; low?: boolean; sku?: string }
    body: null
    answer: { items: Stock[]; next: string | null }
  }
  /** The stock of a SKU, home by home */
  'GET /v1/admin/stock/{sku}': {
    params: { sku: string }
    query: null
    body: null
    answer: Stock
  }
  /** How many units of some SKUs can be bought now */
  'GET /v1/availability': {
    params: null
    query: { sku: string }
    body: null
    answer: { items: { sku: string; tracked: boolean; available: number; backorder: boolean }[] }
  }
  /** Read a cart with the prices of this moment */
  'GET /v1/carts/{id}': {
    params: { id: string }
    query: null
    body: null
    answer: Line
  }
  /** Show the tree of categories */
  'GET /v1/categories': {
    params: null
    query: null
    body: null
    answer: { items: { handle: string; title: string; description: string; parent?: string; position: number; image?: string; children: unknown[] }[] }
  }
  /** Show how a cart can be sent to a country, and what it then costs */
  'GET /v1/checkout': {
    params: null
    query: { cartId: string; country: string }
    body: null
    answer: { cartId: string; cartVersion: number; country: string; currency: Currency; requiresShipping: boolean; methods: { code: string; title: string; price: Money; days: { from: number; to: number }; totals: { subtotal: Money; shipping: Money; taxes: { name: string; rateBp: number; amount: Money }[]; taxIncluded: boolean; total: Money } }[]; short: { sku: string; available: number }[] }
  }
  /** List the collections */
  'GET /v1/collections': {
    params: null
    query: null
    body: null
    answer: { items: Collection[] }
  }
  /** Show a collection */
  'GET /v1/collections/{handle}': {
    params: { handle: string }
    query: null
    body: null
    answer: Collection
  }
  /** List the currencies the shop sells in, its own first */
  'GET /v1/currencies': {
    params: null
    query: null
    body: null
    answer: { items: { currency: Currency; decimals: number }[] }
  }
  /** Show what a front page shows */
  'GET /v1/home': {
    params: null
    query: { currency?: Currency }
    body: null
    answer: { categories: Category[]; collections: ({ collection: Collection; products: ({ id: string; handle: string; title: string; vendor: string; type: string; image: Media | null; price: { from: Money; to: Money }; compareAt: Money | null; options: { name: string; values: string[] }[]; sku: string | null; variants: number })[] })[] }
  }
  /** Read an order */
  'GET /v1/orders/{id}': {
    params: { id: string }
    query: null
    body: null
    answer: Order
  }
  /** Follow an order */
  'GET /v1/orders/{id}/events': {
    params: { id: string }
    query: null
    body: null
    answer: null
  }
  /** List the products on sale */
  'GET /v1/products': {
    params: null
    query: { category?: string; collection?: string; sort?: 'newest' | 'title' | 'price' | '-price'; currency?: Currency; cursor?: string; limit?: number }
    body: null
    answer: { items: ({ id: string; handle: string; title: string; vendor: string; type: string; image: Media | null; price: { from: Money; to: Money }; compareAt: Money | null; options: { name: string; values: string[] }[]; sku: string | null; variants: number })[]; next: string | null }
  }
  /** Show a product on sale */
  'GET /v1/products/{idOrHandle}': {
    params: { idOrHandle: string }
    query: null
    body: null
    answer: Product2
  }
  /** Show a product with its prices in a currency and what is in stock */
  'GET /v1/products/{idOrHandle}/page': {
    params: { idOrHandle: string }
    query: Shape
    body: null
    answer: { product: Product2; currency: Currency; tax: { included: boolean; rates: { name: string; rateBp: number }[] }; variants: ({ sku: string; price: Money | null; compareAt: Money | null; available: number | null; buyable: boolean })[] }
  }
  /** Search the products on sale */
  'GET /v1/search': {
    params: null
    query: { q?: string; filter?: string; sort?: Sort; currency?: Currency; cursor?: string; limit?: number }
    body: null
    answer: { items: ({ id: string; handle: string; title: string; vendor: string; type: string; image: Media | null; price: { from: Money; to: Money }; compareAt: Money | null; options: { name: string; values: string[] }[]; sku: string | null; variants: number })[]; facets: { name: string; values: { value: string; count: number }[] }[]; next: string | null; query: { text: string; filters: Record<string, string[]>; sort: Sort } }
  }
  /** Suggest products while a shopper types */
  'GET /v1/search/suggestions': {
    params: null
    query: { q: string }
    body: null
    answer: { items: { id: string; handle: string; title: string }[] }
  }
  /** How and at what price the shop delivers */
  'GET /v1/shipping-methods': {
    params: null
    query: { country?: string; cartId?: string; currency?: Currency }
    body: null
    answer: { items: { code: string; title: string; price: Money; days: { from: number; to: number } }[] }
  }
  /** Who is signed in as staff */
  'GET /v1/staff/session': {
    params: null
    query: null
    body: null
    answer: Session2
  }
  /** Change the profile */
  'PATCH /v1/account': {
    params: null
    query: null
    body: { name?: string; phone?: string; language?: 'en' | 'zh-Hans' }
    answer: Addresse
  }
  /** Change a name or a role, suspend somebody or let them in again */
  'PATCH /v1/admin/staff/{id}': {
    params: { id: string }
    query: null
    body: { name?: string; role?: Role; status?: 'active' | 'suspended' }
    answer: Staff2
  }
  /** Change the currency or the country of a cart */
  'PATCH /v1/carts/{id}': {
    params: { id: string }
    query: null
    body: Shape
    answer: Line
  }
  /** Sign up: the account counts once the link in the mail was followed */
  'POST /v1/account': {
    params: null
    query: null
    body: { email: string; name: string; password: string; language?: 'en' | 'zh-Hans' }
    answer: { sent: boolean }
  }
  /** Confirm the mail address, and be signed in */
  'POST /v1/account/confirmation': {
    params: null
    query: null
    body: { token: string; password?: string }
    answer: Addresse
  }
  /** Erase the account and whom it names elsewhere; what the books need stays */
  'POST /v1/account/erasure': {
    params: null
    query: null
    body: { password: string }
    answer: Session
  }
  /** Choose a new password with the link of a mail; every session ends */
  'POST /v1/account/new-password': {
    params: null
    query: null
    body: { token: string; password: string }
    answer: { email: string }
  }
  /** Have a link to a new password sent */
  'POST /v1/account/password-links': {
    params: null
    query: null
    body: { email: string }
    answer: { sent: boolean }
  }
  /** Sign in */
  'POST /v1/account/session': {
    params: null
    query: null
    body: SessionBody
    answer: Addresse
  }
  /** Begin to set up an authenticator */
  'POST /v1/account/totp': {
    params: null
    query: null
    body: {  }
    answer: { secret: string; uri: string }
  }
  /** Show that the authenticator works; the recovery codes are shown this once */
  'POST /v1/account/totp/confirmation': {
    params: null
    query: null
    body: { code: string }
    answer: { recoveryCodes: string[] }
  }
  /** Remove the authenticator */
  'POST /v1/account/totp/removal': {
    params: null
    query: null
    body: { password: string }
    answer: Addresse
  }
  /** Make an API key; it is shown this once */
  'POST /v1/admin/api-keys': {
    params: null
    query: null
    body: { name: string; kind: 'secret' | 'publishable'; permissions: ('catalog:read' | 'catalog:write' | 'stock:read' | 'stock:write' | 'orders:read' | 'orders:write' | 'orders:fulfil' | 'orders:cancel' | 'orders:capture' | 'orders:refund' | 'customers:read' | 'customers:write' | 'payments:read' | 'settings:read' | 'settings:write' | 'staff:read' | 'staff:write' | 'keys:read' | 'keys:write' | 'operations:read' | 'operations:write' | 'analytics:read' | 'console:use')[]; origins?: string[] }
    answer: ApiKey & { key: string | null }
  }
  /** Create or replace many categories, each on its own */
  'POST /v1/admin/categories/batch': {
    params: null
    query: null
    body: { categories: Category[] }
    answer: Batch
  }
  /** Create or replace many collections, each on its own */
  'POST /v1/admin/collections/batch': {
    params: null
    query: null
    body: { collections: Collection[] }
    answer: Batch
  }
  /** Forget a person, by mail address */
  'POST /v1/admin/erasures': {
    params: null
    query: null
    body: { email: string }
    answer: { orders: number; booksUntil: string | null }
  }
  /** Read a catalogue file into the shop */
  'POST /v1/admin/imports': {
    params: null
    query: null
    body: { name: string; content: string; currency: Currency }
    answer: Import
  }
  /** Upload a picture */
  'POST /v1/admin/media': {
    params: null
    query: null
    body: null
    answer: { url: string; type: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/avif' | 'image/gif'; width: number; height: number; bytes: number }
  }
  /** Send a message again */
  'POST /v1/admin/messages/{id}/sendings': {
    params: { id: string }
    query: null
    body: null
    answer: Message
  }
  /** Give a dead letter up, and keep why */
  'POST /v1/admin/operations/discards': {
    params: null
    query: null
    body: { region: string; id: string; reason: string }
    answer: { id: string }
  }
  /** Rehearse a bad day on the running store, with shoppers and an audit */
  'POST /v1/admin/operations/drill-runs': {
    params: null
    query: null
    body: { drill: string }
    answer: Import
  }
  /** Try a dead letter again from its first attempt */
  'POST /v1/admin/operations/redrives': {
    params: null
    query: null
    body: { region: string; id: string }
    answer: { id: string }
  }
  /** Hand every home of a region over to the other, failing no request */
  'POST /v1/admin/operations/regions/{code}/evacuations': {
    params: { code: string }
    query: null
    body: null
    answer: Region
  }
  /** Give a region its home back */
  'POST /v1/admin/operations/regions/{code}/hand-backs': {
    params: { code: string }
    query: null
    body: null
    answer: Region
  }
  /** Start what is missing of a region and bring it back */
  'POST /v1/admin/operations/regions/{code}/rejoins': {
    params: { code: string }
    query: null
    body: null
    answer: Import
  }
  /** Cancel an order that has not been shipped, for the shop */
  'POST /v1/admin/orders/{id}/cancel': {
    params: { id: string }
    query: null
    body: { reason?: string }
    answer: Order & { notes: { at: string; text: string }[] }
  }
  /** Capture what is authorized and no parcel has taken, whole or in part */
  'POST /v1/admin/orders/{id}/captures': {
    params: { id: string }
    query: null
    body: { amount?: Money }
    answer: Order & { notes: { at: string; text: string }[] }
  }
  /** Write a note that only staff sees */
  'POST /v1/admin/orders/{id}/notes': {
    params: { id: string }
    query: null
    body: { text: string }
    answer: Order & { notes: { at: string; text: string }[] }
  }
  /** Give money back, by amount or by units */
  'POST /v1/admin/orders/{id}/refunds': {
    params: { id: string }
    query: null
    body: { amount?: Money; lines?: { sku: string; quantity: number }[]; returned?: boolean; reason: string }
    answer: Order & { notes: { at: string; text: string }[] }
  }
  /** Ship an order, whole or in part */
  'POST /v1/admin/orders/{id}/shipments': {
    params: { id: string }
    query: null
    body: { lines?: { sku: string; quantity: number }[] }
    answer: Order & { notes: { at: string; text: string }[] }
  }
  /** Make the link that makes an owner; the one before it no longer works */
  'POST /v1/admin/owner-link': {
    params: null
    query: null
    body: {  }
    answer: { url: string; claimed: boolean }
  }
  /** Create or replace many products, each on its own */
  'POST /v1/admin/products/batch': {
    params: null
    query: null
    body: { products: Product3[] }
    answer: Batch
  }
  /** Invite somebody, by mail */
  'POST /v1/admin/staff': {
    params: null
    query: null
    body: { email: string; name: string; role: Role }
    answer: Staff2
  }
  /** Send another link to somebody who has not come in yet */
  'POST /v1/admin/staff/{id}/invitations': {
    params: { id: string }
    query: null
    body: {  }
    answer: Staff2
  }
  /** Let somebody in anew who has lost a password or an authenticator, by mail */
  'POST /v1/admin/staff/{id}/resets': {
    params: { id: string }
    query: null
    body: {  }
    answer: Staff2
  }
  /** Say how many units there are of up to 500 SKUs */
  'POST /v1/admin/stock/batch': {
    params: null
    query: null
    body: { items: { sku: string; onHand: number; tracked: boolean; backorder: boolean }[] }
    answer: { items: { sku: string; stored: boolean; refusal?: unknown }[] }
  }
  /** Add or take away units */
  'POST /v1/admin/stock/{sku}/adjustments': {
    params: { sku: string }
    query: null
    body: { by: number; home?: string; reason?: string }
    answer: Stock
  }
  /** Move units from one home to another */
  'POST /v1/admin/stock/{sku}/transfers': {
    params: { sku: string }
    query: null
    body: { from: string; to: string; quantity: number }
    answer: Stock
  }
  /** Make a cart */
  'POST /v1/carts': {
    params: null
    query: null
    body: Shape
    answer: Line
  }
  /** Order what is in a cart */
  'POST /v1/orders': {
    params: null
    query: null
    body: { cartId: string; email: string; shippingAddress: Address; billingAddress?: Address; shippingMethod: string; payment: { method: 'card'; token: string }; cartVersion?: number; expectedTotal?: Money; language?: 'en' | 'zh-Hans' }
    answer: Order
  }
  /** Cancel an order that has not been shipped */
  'POST /v1/orders/{id}/cancel': {
    params: { id: string }
    query: null
    body: { reason?: string }
    answer: Order
  }
  /** Pay again after the payment was declined */
  'POST /v1/orders/{id}/payments': {
    params: { id: string }
    query: null
    body: { payment: { method: 'card'; token: string } }
    answer: Order
  }
  /** Choose a password with the link of a mail */
  'POST /v1/staff/invitation': {
    params: null
    query: null
    body: { token: string; password: string }
    answer: { email: string; name: string }
  }
  /** Become an owner by the link that the store printed */
  'POST /v1/staff/owner': {
    params: null
    query: null
    body: { token: string; email: string; name: string; password: string }
    answer: { email: string; name: string }
  }
  /** Sign in as staff */
  'POST /v1/staff/session': {
    params: null
    query: null
    body: SessionBody
    answer: Staff
  }
  /** Begin to set up an authenticator */
  'POST /v1/staff/totp': {
    params: null
    query: null
    body: {  }
    answer: { secret: string; uri: string }
  }
  /** Show that the authenticator works; the recovery codes are shown this once */
  'POST /v1/staff/totp/confirmation': {
    params: null
    query: null
    body: { code: string }
    answer: { recoveryCodes: string[] }
  }
  /** Remove the authenticator */
  'POST /v1/staff/totp/removal': {
    params: null
    query: null
    body: { password: string }
    answer: Staff
  }
  /** What the bank tells on its own account */
  'POST /v1/webhooks/bank': {
    params: null
    query: null
    body: { id: string; type: string; at: string; data: { paymentId?: string; reference?: string } }
    answer: { received: boolean }
  }
  /** What the carrier tells of a parcel */
  'POST /v1/webhooks/carrier': {
    params: null
    query: null
    body: { id: string; type: string; at: string; data: { shipmentId: string; trackingNumber: string; status: 'label_created' | 'in_transit' | 'delivered' } }
    answer: { received: boolean }
  }
  /** Put an address into the address book */
  'PUT /v1/account/addresses/{key}': {
    params: { key: string }
    query: null
    body: Address
    answer: Addresse
  }
  /** Join the cart of a guest to the account */
  'PUT /v1/account/cart': {
    params: null
    query: null
    body: { cartId: string }
    answer: Addresse
  }
  /** Change the password; every other session ends */
  'PUT /v1/account/password': {
    params: null
    query: null
    body: { current: string; next: string }
    answer: Addresse
  }
  /** Create or replace a category */
  'PUT /v1/admin/categories/{handle}': {
    params: { handle: string }
    query: null
    body: Category
    answer: Category
  }
  /** Create or replace a collection */
  'PUT /v1/admin/collections/{handle}': {
    params: { handle: string }
    query: null
    body: Collection
    answer: Collection
  }
  /** Change currencies, rates, rounding or taxes */
  'PUT /v1/admin/pricing': {
    params: null
    query: null
    body: { currency?: Currency; country?: string; offers?: { currency: Currency; ratePpm: number; rounding: { every: number; ending: number } }[]; taxes?: Record<string, Tax | null> }
    answer: Pricing
  }
  /** Create or replace a product */
  'PUT /v1/admin/products/{handle}': {
    params: { handle: string }
    query: null
    body: Product3
    answer: Product2
  }
  /** Put a product on sale, take it off, or archive it */
  'PUT /v1/admin/products/{handle}/status': {
    params: { handle: string }
    query: null
    body: { status: 'draft' | 'active' | 'archived' }
    answer: Product2
  }
  /** Say where the shop delivers and at what price */
  'PUT /v1/admin/shipping-zones': {
    params: null
    query: null
    body: ShippingZone
    answer: ShippingZone
  }
  /** Ask all staff for an authenticator, or no longer */
  'PUT /v1/admin/staff-rules': {
    params: null
    query: null
    body: { totpRequired: boolean }
    answer: { totpRequired: boolean }
  }
  /** Say how many units there are */
  'PUT /v1/admin/stock/{sku}': {
    params: { sku: string }
    query: null
    body: { onHand?: number; shares?: Record<string, number>; tracked?: boolean; backorder?: boolean }
    answer: Stock
  }
  /** Put a number of units of a SKU into a cart */
  'PUT /v1/carts/{id}/lines/{sku}': {
    params: { id: string; sku: string }
    query: null
    body: { quantity: number }
    answer: Line
  }
  /** Change the own password; every other session ends */
  'PUT /v1/staff/password': {
    params: null
    query: null
    body: { current: string; next: string }
    answer: Staff
  }
}
