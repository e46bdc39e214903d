import { codeOf } from '#apps/ui/api/problem.ts'
import { accountEn, type AccountWords } from '#apps/storefront/account/words-en.ts'
import { accountZh } from '#apps/storefront/account/words-zh.ts'
import { usePreferences, type Language } from '#apps/storefront/preferences/preferences.ts'
import { troubleIn, useWords } from '#apps/storefront/words/words.ts'

const all: Readonly<Record<Language, AccountWords>> = { en: accountEn, zh: accountZh }

export function useAccountWords(): AccountWords {
  return all[usePreferences().language]
}

/** Any trouble with an account as a sentence that says what to do. */
export function useAccountTrouble(): (error: unknown) => string {
  const words = useWords()
  const { trouble } = useAccountWords()
  return (error) =>
    (trouble as Readonly<Record<string, string>>)[codeOf(error) ?? ''] ?? troubleIn(error, words)
}
