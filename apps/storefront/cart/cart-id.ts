// Which cart is the shopper's: of the browser, so that every tab puts into the same one.

import { useSyncExternalStore } from 'react'

const storageKey = 'meridian-cart'
const listeners = new Set<() => void>()
let id: string | null = null
adoptCart()

export function cartId(): string | null {
  return id
}

/** Null forgets the cart: it has become an order. */
export function rememberCart(next: string | null): void {
  try {
    if (next === null) localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, next)
  } catch {
    // It lasts as long as this page then.
  }
  become(next)
}

export function useCartId(): string | null {
  return useSyncExternalStore(subscribe, cartId)
}

/** Takes the cart that the browser has by now: another tab may have made, ordered or left one. */
export function adoptCart(): string | null {
  try {
    become(localStorage.getItem(storageKey))
  } catch {
    // Then it is this page's own.
  }
  return id
}

export function adoptCartsOfOtherTabs(): void {
  window.addEventListener('storage', ({ key }) => {
    // All was cleared when there is no key.
    if (key === storageKey || key === null) adoptCart()
  })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function become(next: string | null): void {
  if (next === id) return
  id = next
  for (const listener of listeners) listener()
}
