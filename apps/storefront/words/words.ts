import { useSyncExternalStore } from 'react'

import { codeOf, type ApiError } from '#apps/ui/api/problem.ts'
import type { Language } from '#apps/storefront/preferences/preferences.ts'
import { en, type Words } from '#apps/storefront/words/en.ts'

const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  en: () => Promise.resolve(en),
  zh: async () => (await import('#apps/storefront/words/zh.ts')).zh,
}
let current: Words = en
const listeners = new Set<() => void>()

/** Fetches a language's words and speaks it from then on. */
export async function speak(language: Language): Promise<void> {
  current = await loaders[language]()
  for (const listener of listeners) listener()
}

export function useWords(): Words {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

/** Any trouble as a sentence that says what to do. */
export function troubleIn(error: unknown, { trouble }: Words): string {
  const code = codeOf(error)
  if (code === null) return trouble.internal
  if (code === 'offline') return trouble.offline
  const known = (trouble.codes as Readonly<Record<string, string>>)[code]
  return known ?? trouble[kindOf(code, (error as ApiError).problem.status)]
}

const passing = new Set(['http.still-running', 'version-conflict'])

/** What the platform says is for programmers, and in English: a shopper hears what they can do. */
function kindOf(code: string, status: number): 'busy' | 'internal' | 'check' | 'impossible' {
  if (passing.has(code) || [408, 429, 503].includes(status)) return 'busy'
  if (status >= 500) return 'internal'
  return [400, 413, 414, 422, 431].includes(status) ? 'check' : 'impossible'
}
