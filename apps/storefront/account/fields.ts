import { useState } from 'react'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import type { AccountWords } from '#apps/storefront/account/words-en.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const emailPattern = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/
const passwordMin = 10
/** As the platform takes them, by the name of the field. */
const longest: Readonly<Record<string, number>> = {
  name: 100,
  email: 254,
  phone: 40,
  password: 200,
  current: 200,
  next: 200,
  code: 20,
}

export type Check = 'needed' | 'email' | 'password' | 'optional'

/** Controlled fields with their checks; nothing is complained about before the first try. */
export function useFields<Name extends string>(
  checks: Readonly<Record<Name, Check>>,
  start: Partial<Readonly<Record<NoInfer<Name>, string>>> = {},
) {
  const words = useFieldWords()
  const names = Object.keys(checks) as Name[]
  const [values, setValues] = useState<Readonly<Record<Name, string>>>(
    () =>
      Object.fromEntries(names.map((name) => [name, start[name] ?? ''])) as Record<Name, string>,
  )
  const [isChecked, setChecked] = useState(false)
  const wrong = (name: Name) => wrongIn(name, checks[name], values[name], words)
  return {
    values,
    set: (part: Partial<Readonly<Record<Name, string>>>) =>
      setValues((before) => ({ ...before, ...part })),
    bind: (name: Name) => ({
      name,
      value: values[name],
      required: checks[name] !== 'optional',
      error: isChecked ? wrong(name) : undefined,
      onChange: ({ target }: { target: { value: string } }) =>
        setValues((before) => ({ ...before, [name]: target.value })),
    }),
    /** Whether everything is right; from now on what is wrong is said. */
    check: (): boolean => {
      setChecked(true)
      return names.every((name) => wrong(name) === undefined)
    },
    clear: () => {
      setChecked(false)
      setValues(Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>)
    },
  }
}

export interface FieldWords extends Pick<AccountWords, 'needed' | 'badEmail' | 'tooShort'> {
  readonly tooLong: (max: number) => string
}

function useFieldWords(): FieldWords {
  const { tooLong } = useWords().checkout
  return { ...useAccountWords(), tooLong }
}

export function wrongIn(
  name: string,
  check: Check,
  value: string,
  words: FieldWords,
): string | undefined {
  const typed = value.trim()
  const max = longest[name] ?? Infinity
  if (typed === '') return check === 'optional' ? undefined : words.needed
  if (typed.length > max) return words.tooLong(max)
  if (check === 'email' && !emailPattern.test(typed)) return words.badEmail
  return check === 'password' && value.length < passwordMin ? words.tooShort : undefined
}
