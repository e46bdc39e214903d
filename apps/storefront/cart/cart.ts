// The shopper's cart. The browser remembers its id alone; what is in it and what it costs, the platform says.

import { useMutation, useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { newKey } from '#apps/ui/api/key.ts'
import { codeOf } from '#apps/ui/api/problem.ts'
import { currencyCode, queryClient, type Cart } from '#apps/storefront/app/queries.ts'
import { preferences } from '#apps/storefront/preferences/preferences.ts'

const storageKey = 'meridian-cart'
const listeners = new Set<() => void>()
let id = read()

const cartKey = (cartId: string | null) => ['cart', cartId] as const

export function cartId(): string | null {
  return id
}

/** Null forgets the cart: it has become an order. */
export function rememberCart(next: string | null): void {
  id = next
  try {
    if (next === null) localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, next)
  } catch {
    // It lasts as long as this page then.
  }
  for (const listener of listeners) listener()
}

export function showCart(cart: Cart): void {
  queryClient.setQueryData(cartKey(cart.id), cart)
}

/** What is in it has changed elsewhere. */
export const forgetCartOf = (of: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: cartKey(of) })

export function useCartId(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => id,
  )
}

/** What is in the cart; an empty cart is null until something is put in. */
export function useCart() {
  const current = useCartId()
  const query = useQuery({
    queryKey: cartKey(current),
    enabled: current !== null,
    queryFn: ({ signal }) => readCart(current ?? '', signal),
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
      const cart = id === null ? undefined : queryClient.getQueryData<Cart>(cartKey(id))
      if (cart !== undefined) showCart(withQuantity(cart, sku, quantity))
    },
    onSuccess: showCart,
    onError: () => queryClient.invalidateQueries({ queryKey: cartKey(id) }),
  })
}

/** Adds units to what is in the cart already. */
export function useAddToCart() {
  return useMutation({
    mutationKey: ['cart-line'],
    scope: { id: 'cart' },
    mutationFn: async ({ sku, quantity }: { sku: string; quantity: number }) => {
      const cart = id === null ? null : await openCart(id)
      const there = cart?.lines.find((line) => line.sku === sku)?.quantity ?? 0
      return setLine(sku, there + quantity)
    },
    onSuccess: showCart,
  })
}

/** Prices of the cart follow the shopper's currency and country. */
export async function changeCart(change: { currency?: string; country?: string }): Promise<void> {
  if (id === null) return
  const { currency, country } = change
  const body = {
    ...(currency === undefined ? {} : { currency: currencyCode(currency) }),
    ...(country === undefined ? {} : { country }),
  }
  const key = newKey()
  showCart(await call('PATCH /v1/carts/{id}', { params: { id }, body, key }))
}

/** A new cart with these lines. Lines that cannot be bought stay out. */
export async function newCartWith(
  lines: readonly { readonly sku: string; readonly quantity: number }[],
): Promise<void> {
  rememberCart(null)
  for (const { sku, quantity } of lines) showCart(await setLine(sku, quantity))
}

async function setLine(sku: string, quantity: number): Promise<Cart> {
  const into = id === null ? await createCart() : id
  const params = { id: into, sku }
  try {
    return quantity > 0
      ? await call('PUT /v1/carts/{id}/lines/{sku}', { params, body: { quantity } })
      : await call('DELETE /v1/carts/{id}/lines/{sku}', { params })
  } catch (error) {
    // It was ordered in another tab, or belongs to a shop that was set up anew: shopping goes on.
    const code = codeOf(error)
    if (code !== 'cart.ordered' && code !== 'cart.not-found') throw error
    rememberCart(null)
    return setLine(sku, quantity)
  }
}

async function createCart(): Promise<string> {
  const { currency, country } = preferences()
  const body = { currency: currencyCode(currency), country }
  const cart = await call('POST /v1/carts', { body, key: newKey() })
  rememberCart(cart.id)
  return cart.id
}

async function openCart(of: string): Promise<Cart | null> {
  return queryClient.fetchQuery({ queryKey: cartKey(of), queryFn: () => readCart(of) })
}

async function readCart(of: string, signal?: AbortSignal): Promise<Cart | null> {
  try {
    const cart = await call('GET /v1/carts/{id}', {
      params: { id: of },
      ...(signal === undefined ? {} : { signal }),
    })
    if (cart.status === 'open') return cart
  } catch (error) {
    if (codeOf(error) !== 'cart.not-found') throw error
  }
  if (id === of) rememberCart(null)
  return null
}

function withQuantity(cart: Cart, sku: string, quantity: number): Cart {
  const lines = cart.lines.map((line) => (line.sku === sku ? { ...line, quantity } : line))
  return { ...cart, lines: lines.filter((line) => line.quantity > 0) }
}

function read(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}
