// The search field with suggestions as one types: a combobox with a list (WAI-ARIA APG). Without a choice,
// Enter searches for what was typed.

import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useId, useState, type KeyboardEvent } from 'react'
import { IconButton } from '#apps/ui/button.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { categoriesQuery, suggestionsQuery, type Category } from '#apps/storefront/app/queries.ts'
import { useWords } from '#apps/storefront/words/words.ts'

interface Suggestion {
  readonly kind: 'category' | 'product'
  readonly handle: string
  readonly title: string
}

const categoriesMax = 2
const pauseMs = 120

export function SearchBox() {
  const id = useId()
  const { search: says } = useWords()
  const { text, setText, suggestions, settled } = useSuggestions()
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const navigate = useNavigate()
  const shown = isOpen && suggestions.length > 0 ? suggestions : []

  const leave = () => {
    setOpen(false)
    setAt(-1)
  }
  const go = (chosen: Suggestion | undefined) => {
    leave()
    if (chosen === undefined) {
      const q = text.trim()
      return void navigate({ to: '/search', search: q === '' ? {} : { q } })
    }
    setText('')
    const params = { handle: chosen.handle }
    const to = chosen.kind === 'category' ? '/categories/$handle' : '/products/$handle'
    return void navigate({ to, params })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') return leave()
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    setOpen(true)
    const count = suggestions.length + 1
    setAt(((at + 1 + step + count) % count) - 1)
  }

  return (
    <form
      role="search"
      className="relative"
      onSubmit={(event) => {
        event.preventDefault()
        go(shown[at])
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) leave()
      }}
    >
      <Icon
        name="search"
        className="pointer-events-none absolute top-1/2 left-4 size-5 -translate-y-1/2 text-soft"
      />
      <input
        type="search"
        role="combobox"
        aria-label={says.label}
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown[at] === undefined ? undefined : `${id}-${at}`}
        autoComplete="off"
        enterKeyHint="search"
        placeholder={says.placeholder}
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          setOpen(true)
          setAt(-1)
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
        className="h-12 w-full rounded-full border border-strong-line bg-card pr-12 pl-12 text-ink transition-colors placeholder:text-soft hover:border-ink"
      />
      {text === '' ? null : (
        <IconButton
          icon="close"
          label={says.clear}
          onClick={() => setText('')}
          className="absolute! top-0.5 right-0.5"
        />
      )}
      <p role="status" className="sr-only">
        {isOpen && settled ? says.suggestions(shown.length) : ''}
      </p>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={says.label}
        hidden={shown.length === 0}
        className="rise absolute inset-x-0 top-full z-40 mt-2 overflow-hidden rounded-2xl border border-line bg-card py-2 shadow-raised"
      >
        {shown.map((each, position) => (
          <li
            key={`${each.kind}-${each.handle}`}
            id={`${id}-${position}`}
            role="option"
            aria-selected={position === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => go(each)}
            onPointerMove={() => setAt(position)}
            className="flex cursor-pointer items-center gap-3 px-4 py-2.5 aria-selected:bg-sunken"
          >
            <Icon
              name={each.kind === 'category' ? 'right' : 'search'}
              className="size-4 text-soft"
            />
            <span className="min-w-0 flex-1 truncate">{each.title}</span>
            {each.kind === 'category' ? (
              <span className="text-xs text-soft">{says.inCategory}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </form>
  )
}

/** The field's text, which follows the address of a search, and what fits it. */
function useSuggestions() {
  const searched = useRouterState({
    select: ({ location }) =>
      location.pathname === '/search' ? ((location.search as { q?: string }).q ?? '') : '',
  })
  const [text, setText] = useState(searched)
  const [before, setBefore] = useState(searched)
  if (before !== searched) {
    setBefore(searched)
    setText(searched)
  }
  const asked = usePaused(useDeferredValue(text.trim().toLowerCase()))
  const { data: found, isFetching } = useQuery({
    ...suggestionsQuery(asked === searched.toLowerCase() ? '' : asked),
    placeholderData: (previous) => previous,
  })
  const { data: tree = [] } = useQuery(categoriesQuery())
  const typed = text.trim().toLowerCase()
  const suggestions: readonly Suggestion[] =
    typed === ''
      ? []
      : [
          ...flat(tree)
            .filter(({ title }) => title.toLowerCase().includes(typed))
            .slice(0, categoriesMax)
            .map(({ handle, title }) => ({ kind: 'category' as const, handle, title })),
          ...(found ?? []).map(({ handle, title }) => ({
            kind: 'product' as const,
            handle,
            title,
          })),
        ]
  return { text, setText, suggestions, settled: asked === typed && !isFetching }
}

/** The value once it has rested, so that not every letter is a question. */
function usePaused(value: string): string {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

function flat(categories: readonly Category[]): readonly Category[] {
  return categories.flatMap((category) => [category, ...flat(category.children)])
}
