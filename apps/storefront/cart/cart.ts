// The shopper's cart. The browser remembers its id alone; what is in it and what it costs, the platform says.

import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '#apps/ui/api/client.ts'
import { newKey } from '#apps/ui/api/key.ts'
import { codeOf } from '#apps/ui/api/problem.ts'
import { currencyCode, queryClient, type Cart } from '#apps/storefront/app/queries.ts'
import { adoptCart, cartId, rememberCart, useCartId } from '#apps/storefront/cart/cart-id.ts'
import { preferences } from '#apps/storefront/preferences/preferences.ts'

const cartKey = (of: string | null) => ['cart', of] as const

export function showCart(cart: Cart): void {
  queryClient.setQueryData(cartKey(cart.id), cart)
}

/** What is in it has changed elsewhere. */
export const forgetCartOf = (of: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: cartKey(of) })

/** What is in the cart; an empty cart is null until something is put in. */
export function useCart() {
  const current = useCartId()
  const query = useQuery({
    queryKey: cartKey(current),
    enabled: current !== null,
    queryFn: ({ signal }) => readCart(current ?? '', signal),
    // Another tab may have changed it meanwhile.
    refetchOnWindowFocus: 'always',
  })
  const cart = current === null ? null : (query.data ?? null)
  return {
    cart,
    count: cart?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0,
    isLoading: current !== null && query.isPending,
    error: query.error,
    refetch: query.refetch,
  }
}

/** Sets how many units of a SKU are in the cart; 0 takes it out. */
export function useSetLine() {
  return useMutation({
    mutationKey: ['cart-line'],
    scope: { id: 'cart' },
    mutationFn: ({ sku, quantity }: { sku: string; quantity: number }) => setLine(sku, quantity),
    onMutate: ({ sku, quantity }) => {
      const cart = queryClient.getQueryData<Cart>(cartKey(cartId()))
      if (cart !== undefined) showCart(withQuantity(cart, sku, quantity))
    },
    onSuccess: showCart,
    onError: () => queryClient.invalidateQueries({ queryKey: cartKey(cartId()) }),
  })
}

/** Adds units to what is in the cart already. */
export function useAddToCart() {
  return useMutation({
    mutationKey: ['cart-line'],
    scope: { id: 'cart' },
    mutationFn: async ({ sku, quantity }: { sku: string; quantity: number }) => {
      const cart = await openCart()
      const there = cart?.lines.find((line) => line.sku === sku)?.quantity ?? 0
      return setLine(sku, there + quantity)
    },
    onSuccess: showCart,
  })
}

/** Prices of the cart follow the shopper's currency and country. */
export async function changeCart(change: { currency?: string; country?: string }): Promise<void> {
  const id = cartId()
  if (id === null) return
  const { currency, country } = change
  const body = {
    ...(currency === undefined ? {} : { currency: currencyCode(currency) }),
    ...(country === undefined ? {} : { country }),
  }
  const key = newKey()
  try {
    showCart(await call('PATCH /v1/carts/{id}', { params: { id }, body, key }))
  } catch (error) {
    if (!isGone(error)) throw error
    rememberCart(null)
  }
}

/** A cart that comes from elsewhere is priced as this shopper sees the shop. */
export async function priceAsPreferred(): Promise<void> {
  const { currency, country } = preferences()
  const cart = await openCart()
  if (cart === null || (cart.currency === currency && cart.country === country)) return
  await changeCart({ currency, country })
}

/** A new cart with these lines. Lines that cannot be bought stay out. */
export async function newCartWith(
  lines: readonly { readonly sku: string; readonly quantity: number }[],
): Promise<void> {
  rememberCart(null)
  for (const { sku, quantity } of lines) showCart(await setLine(sku, quantity))
}

async function setLine(sku: string, quantity: number): Promise<Cart> {
  const into = cartOfBrowser() ?? (await createCart())
  const params = { id: into, sku }
  try {
    return quantity > 0
      ? await call('PUT /v1/carts/{id}/lines/{sku}', { params, body: { quantity } })
      : await call('DELETE /v1/carts/{id}/lines/{sku}', { params })
  } catch (error) {
    if (!isGone(error)) throw error
    rememberCart(null)
    return setLine(sku, quantity)
  }
}

/** It was ordered in another tab, or belongs to a shop that was set up anew: shopping goes on. */
function isGone(error: unknown): boolean {
  return ['cart.ordered', 'cart.not-found'].includes(codeOf(error) ?? '')
}

async function createCart(): Promise<string> {
  const { currency, country } = preferences()
  const body = { currency: currencyCode(currency), country }
  const cart = await call('POST /v1/carts', { body, key: newKey() })
  showCart(cart)
  rememberCart(cart.id)
  return cart.id
}

/** As it is now: another tab may have put something in. */
async function openCart(): Promise<Cart | null> {
  const of = cartOfBrowser()
  if (of === null) return null
  return queryClient.fetchQuery({
    queryKey: cartKey(of),
    queryFn: () => readCart(of),
    staleTime: 0,
  })
}

const cartOfBrowser = () => cartId() ?? adoptCart()

async function readCart(of: string, signal?: AbortSignal): Promise<Cart | null> {
  try {
    const cart = await call('GET /v1/carts/{id}', {
      params: { id: of },
      ...(signal === undefined ? {} : { signal }),
    })
    if (cart.status === 'open') return newer(cart)
  } catch (error) {
    if (codeOf(error) !== 'cart.not-found') throw error
  }
  if (cartId() === of) rememberCart(null)
  return null
}

/** An answer may arrive after that of a later change: the newer version stays. */
function newer(read: Cart): Cart {
  const known = queryClient.getQueryData<Cart | null>(cartKey(read.id))
  return known && known.version > read.version ? known : read
}

function withQuantity(cart: Cart, sku: string, quantity: number): Cart {
  const lines = cart.lines.map((line) => (line.sku === sku ? { ...line, quantity } : line))
  return { ...cart, lines: lines.filter((line) => line.quantity > 0) }
}
