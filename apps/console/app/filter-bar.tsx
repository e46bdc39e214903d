import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Select } from '#apps/ui/field.tsx'
import { Icon } from '#apps/ui/icon.tsx'

const pauseMs = 350

/** Filters above a list. What is chosen stands in the address. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <div role="search" className="mb-4 flex flex-wrap items-center gap-2.5">
      {children}
    </div>
  )
}

/** Asks when the typing pauses, or at Enter. */
export function FilterText({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
}) {
  const [text, setText] = useState(value)
  const said = useRef(value)
  const router = useRouter()
  const here = useRef(router.latestLocation.pathname)
  useEffect(() => {
    // Changed from elsewhere: a link, or the way back.
    if (value !== said.current) setText(value)
    said.current = value
  }, [value])
  const say = (next: string) => {
    // Whoever has followed a link from the list meanwhile is not brought back to it.
    if (next === said.current || router.latestLocation.pathname !== here.current) return
    said.current = next
    onChange(next)
  }
  useEffect(() => {
    const timer = setTimeout(() => say(text.trim()), pauseMs)
    return () => clearTimeout(timer)
  })
  return (
    <span className="relative min-w-52 flex-1 max-sm:basis-full sm:max-w-80">
      <Icon
        name="search"
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-soft"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') say(text.trim())
        }}
        className="min-h-10 w-full rounded-xl border border-strong-line bg-card pr-3 pl-9 text-sm placeholder:text-soft hover:border-ink"
      />
    </span>
  )
}

export function FilterChoice<Value extends string>({
  label,
  all,
  values,
  value,
  onChange,
  nameOf,
}: {
  readonly label: string
  /** What nothing chosen means: "Any status". */
  readonly all: string
  readonly values: readonly Value[]
  readonly value: Value | undefined
  readonly onChange: (value: Value | undefined) => void
  readonly nameOf: (value: Value) => string
}) {
  return (
    <span className="w-44 max-sm:flex-1">
      <Select
        aria-label={label}
        value={value ?? ''}
        onChange={(event) => onChange(values.find((each) => each === event.target.value))}
        className="text-sm"
      >
        <option value="">{all}</option>
        {values.map((each) => (
          <option key={each} value={each}>
            {nameOf(each)}
          </option>
        ))}
      </Select>
    </span>
  )
}
