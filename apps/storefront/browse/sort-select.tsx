import { Select } from '#apps/ui/field.tsx'
import { useWords } from '#apps/storefront/words/words.ts'
import type { Words } from '#apps/storefront/words/en.ts'

type Sort = keyof Words['browse']['sorts']

export function SortSelect<Name extends Sort>({
  sorts,
  value,
  onChange,
}: {
  readonly sorts: readonly Name[]
  readonly value: Name
  readonly onChange: (next: Name) => void
}) {
  const { browse } = useWords()
  return (
    <Select
      aria-label={browse.sort}
      value={value}
      onChange={({ target }) => onChange(target.value as Name)}
      className="min-h-11! rounded-full! text-sm font-medium"
    >
      {sorts.map((sort) => (
        <option key={sort} value={sort}>
          {browse.sorts[sort]}
        </option>
      ))}
    </Select>
  )
}
