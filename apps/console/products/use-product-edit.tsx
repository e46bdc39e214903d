import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ApiError } from '#apps/ui/api/problem.ts'
import { Button } from '#apps/ui/button.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { isChanged } from '#apps/console/app/is-changed.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import {
  draftOf,
  emptyDraft,
  inputOf,
  isKeptAs,
  type Draft,
} from '#apps/console/products/product-draft.ts'
import {
  productKey,
  productQuery,
  productsKey,
  readProduct,
  saveProduct,
  type KeptProduct,
  type ProductInput,
} from '#apps/console/products/product-queries.ts'

interface Basis {
  readonly from: KeptProduct | null
  /** What the form held when it was loaded or saved. */
  readonly draft: Draft
}

/**
 * A product while it is typed. It is saved over the version it was loaded from, and over no other; a newer one
 * takes the place of a form in which nothing was changed.
 */
export function useProductEdit(loaded: KeptProduct | null) {
  const queries = useQueryClient()
  const [basis, setBasis] = useState(() => basisOf(loaded))
  const [draft, setDraft] = useState(basis.draft)
  const isDirty = isChanged(draft, basis.draft)
  const [seen, setSeen] = useState(loaded)
  const take = (next: Basis) => {
    setBasis(next)
    setDraft(next.draft)
  }
  const save = useMutation({
    mutationFn: (typed: Draft) =>
      saveOver(inputOf(typed, basis.from?.product ?? null), basis.from?.version ?? null),
    onSuccess: (saved, typed) => {
      setBasis({ from: saved, draft: typed })
      queries.setQueryData(productKey(saved.product.handle), saved)
      void queries.invalidateQueries({ queryKey: productsKey })
      toast('Saved; both regions show it in a moment')
    },
  })
  const load = useMutation({
    mutationFn: () => queries.fetchQuery({ ...productQuery(draft.handle), staleTime: 0 }),
    onSuccess: (newest) => {
      take(basisOf(newest))
      save.reset()
    },
  })
  if (loaded !== seen) {
    setSeen(loaded)
    if (!isDirty && !save.isPending) take(basisOf(loaded))
  }
  const conflict = isStale(save.error) ? (
    <Conflict busy={load.isPending} error={load.error} onLoad={() => load.mutate()} />
  ) : null
  return { draft, setDraft, before: basis.from?.product ?? null, isDirty, save, conflict }
}

const basisOf = (from: KeptProduct | null): Basis => ({
  from,
  draft: from === null ? emptyDraft : draftOf(from.product),
})

async function saveOver(input: ProductInput, version: string | null): Promise<KeptProduct> {
  try {
    return await saveProduct(input, version)
  } catch (error) {
    if (!isStale(error)) throw error
    // The newer version is this very one when it was saved and its answer got lost.
    const newest = await readProduct(input.handle)
    if (isKeptAs(newest.product, input)) return newest
    throw error
  }
}

/** Somebody else was faster. */
export const isStale = (error: unknown): boolean =>
  error instanceof ApiError && error.problem.status === 412

function Conflict({
  busy,
  error,
  onLoad,
}: {
  readonly busy: boolean
  readonly error: unknown
  readonly onLoad: () => void
}): ReactNode {
  return (
    <Notice
      look="warn"
      title="The product was changed meanwhile"
      action={
        <Button look="plain" size="small" {...{ busy }} onClick={onLoad}>
          Load the newest
        </Button>
      }
    >
      Nothing was saved. What you typed stays here until you load the newest version; copy what you
      want to keep of it.
      {error === null ? null : ` ${troubleIn(error)}`}
    </Notice>
  )
}
