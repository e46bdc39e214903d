import { CountryCode, CurrencyCode, Id, Strict, Type } from '#kernel/core/schema.ts'
import { defineService } from '#kernel/service/define-service.ts'
import { query } from '#kernel/service/route.ts'
import { catalogTags as tags, Handle } from '#services/catalog/contract.ts'
import { checkout } from '#services/gateway/checkout.ts'
import { Checkout, HomePage, ProductPage } from '#services/gateway/contract.ts'
import { homePage } from '#services/gateway/home-page.ts'
import { productPage } from '#services/gateway/product-page.ts'
import { pricesTag } from '#services/pricing/contract.ts'

export const gateway = defineService({
  name: 'gateway',
  does: 'Puts together in one answer what a page of a storefront shows.',
  routes: [
    query({
      method: 'GET',
      path: '/v1/checkout',
      summary: 'Show how a cart can be sent to a country, and what it then costs',
      query: Strict({ cartId: Id, country: CountryCode }),
      response: Checkout,
      handle: ({ query: { cartId, country } }, context) => checkout(cartId, country, context),
    }),
    query({
      method: 'GET',
      path: '/v1/home',
      summary: 'Show what a front page shows',
      query: Strict({ currency: Type.Optional(CurrencyCode) }),
      response: HomePage,
      handle: (request, context) => homePage(request.query.currency ?? null, context),
      cache: {
        maxAgeSeconds: 10,
        staleWhileRevalidateSeconds: 60,
        tags: () => [tags.categories, tags.collections, tags.products, pricesTag],
      },
    }),
    query({
      method: 'GET',
      path: '/v1/products/{idOrHandle}/page',
      summary: 'Show a product with its prices in a currency and what is in stock',
      params: Strict({ idOrHandle: Handle }),
      query: Strict({
        currency: Type.Optional(CurrencyCode),
        country: Type.Optional(CountryCode),
      }),
      response: ProductPage,
      handle: ({ params, query: { currency, country } }, context) =>
        productPage(
          params.idOrHandle,
          { currency: currency ?? null, country: country ?? null },
          context,
        ),
      cache: {
        maxAgeSeconds: 5,
        staleWhileRevalidateSeconds: 30,
        tags: ({ params }) => [tags.product(params.idOrHandle), pricesTag],
      },
    }),
  ],
})
