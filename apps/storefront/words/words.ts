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
  if (known !== undefined) return known
  const { problem } = error as ApiError
  if (problem.status === 429 || problem.status === 503) return trouble.busy
  if (problem.status >= 500) return trouble.internal
  return [problem.title, problem.advice ?? problem.detail].filter(Boolean).join('. ')
}
