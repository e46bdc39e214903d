// Light, dark, or as the system has it: kept in this browser, and says nothing of who uses it.

import { useSyncExternalStore } from 'react'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const storageKey = 'meridian-console-theme'
const listeners = new Set<() => void>()
let current = read()

export const theme = (): Theme => current

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, theme)
}

export function chooseTheme(next: Theme): void {
  current = next
  try {
    localStorage.setItem(storageKey, next)
  } catch {
    // A browser that keeps nothing still shows it until it is closed.
  }
  showTheme(next)
  for (const listener of listeners) listener()
}

/** Puts it on the document, before anything is drawn. */
export function showTheme(shown: Theme): void {
  const { dataset } = document.documentElement
  if (shown === 'system') delete dataset['theme']
  else dataset['theme'] = shown
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Theme {
  try {
    const kept = localStorage.getItem(storageKey)
    return themes.find((each) => each === kept) ?? 'system'
  } catch {
    return 'system'
  }
}
