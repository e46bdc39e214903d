// What a shopper has chosen, kept in this browser: nothing in it says who they are.

import { useSyncExternalStore } from 'react'

export const languages = { en: 'English', zh: '简体中文' } as const
export type Language = keyof typeof languages
/** As pages and the API name it (BCP 47). */
export const languageCode = (language: Language): 'en' | 'zh-Hans' =>
  language === 'zh' ? 'zh-Hans' : language
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export interface Preferences {
  readonly language: Language
  /** ISO 4217. */
  readonly currency: string
  /** Where it is sent, ISO 3166-1 alpha-2. */
  readonly country: string
  readonly theme: Theme
}

const storageKey = 'meridian-preferences'
const currencyAtHome: Readonly<Record<string, string>> = { SG: 'SGD', AU: 'AUD', US: 'USD' }
const listeners = new Set<() => void>()
let current = read()

export function preferences(): Preferences {
  return current
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current)
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(storageKey, JSON.stringify(current))
  } catch {
    // A browser that keeps nothing still shows it until it is closed.
  }
  show(current)
  for (const listener of listeners) listener()
}

/** Puts language and theme on the document, before anything is drawn. */
export function show({ language, theme }: Preferences): void {
  const { documentElement } = document
  documentElement.lang = languageCode(language)
  if (theme === 'system') delete documentElement.dataset['theme']
  else documentElement.dataset['theme'] = theme
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Preferences {
  const guessed = guess()
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences>
    const { language = guessed.language, theme = guessed.theme } = kept
    return {
      language: language in languages ? language : guessed.language,
      theme: themes.includes(theme) ? theme : guessed.theme,
      currency: matching(kept.currency, /^[A-Z]{3}$/) ?? guessed.currency,
      country: matching(kept.country, /^[A-Z]{2}$/) ?? guessed.country,
    }
  } catch {
    return guessed
  }
}

/** The clock tells more of where somebody is than the language their browser came with. */
function guess(): Preferences {
  const zone = timeZone()
  const country = zone.startsWith('Australia/') ? 'AU' : zone.startsWith('America/') ? 'US' : 'SG'
  return {
    language: navigator.language.startsWith('zh') ? 'zh' : 'en',
    currency: currencyAtHome[country] ?? 'SGD',
    country,
    theme: 'system',
  }
}

/** Asked of the clock where a browser has Temporal: a date format takes ten times as long to make. */
function timeZone(): string {
  const { Temporal } = globalThis as { Temporal?: { Now: { timeZoneId(): string } } }
  return Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? ''
}

function matching(value: unknown, pattern: RegExp): string | null {
  return typeof value === 'string' && pattern.test(value) ? value : null
}
