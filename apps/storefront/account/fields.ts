import { useState } from 'react'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'

const emailPattern = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/
const passwordMin = 10

type Check = 'needed' | 'email' | 'password' | 'optional'

/** Controlled fields with their checks; nothing is complained about before the first try. */
export function useFields<Name extends string>(
  checks: Readonly<Record<Name, Check>>,
  start: Partial<Readonly<Record<NoInfer<Name>, string>>> = {},
) {
  const words = useAccountWords()
  const names = Object.keys(checks) as Name[]
  const [values, setValues] = useState<Readonly<Record<Name, string>>>(
    () =>
      Object.fromEntries(names.map((name) => [name, start[name] ?? ''])) as Record<Name, string>,
  )
  const [isChecked, setChecked] = useState(false)
  const wrong = (name: Name): string | undefined => {
    const value = values[name]
    if (checks[name] === 'optional') return undefined
    if (value.trim() === '') return words.needed
    if (checks[name] === 'email' && !emailPattern.test(value.trim())) return words.badEmail
    return checks[name] === 'password' && value.length < passwordMin ? words.tooShort : undefined
  }
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
