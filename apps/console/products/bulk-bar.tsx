import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { plural } from '#apps/console/app/format.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { productsKey } from '#apps/console/products/product-queries.ts'
import { productStatuses, type ProductStatus } from '#apps/console/products/product-search.ts'

const acts: Readonly<Record<ProductStatus, string>> = {
  active: 'Put on sale',
  draft: 'Take off sale',
  archived: 'Archive',
}

/** What is done to every chosen product. One that fails stops no other. */
export function BulkBar({
  handles,
  onDone,
}: {
  readonly handles: readonly string[]
  readonly onDone: () => void
}) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: async (status: ProductStatus) => {
      const outcomes = await Promise.allSettled(
        handles.map((handle) =>
          call('PUT /v1/admin/products/{handle}/status', { params: { handle }, body: { status } }),
        ),
      )
      return outcomes.filter((outcome) => outcome.status === 'rejected')
    },
    onSuccess: (failed) => {
      void queries.invalidateQueries({ queryKey: productsKey })
      const [first] = failed
      if (first === undefined) toast(`${plural(handles.length, 'product')} changed`)
      else toast(`${failed.length} of ${handles.length} failed: ${troubleIn(first.reason)}`, 'bad')
      onDone()
    },
  })
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2.5 rounded-2xl bg-accent-soft px-4 py-2.5">
      <p role="status" className="mr-auto text-sm font-semibold">
        {plural(handles.length, 'product')} chosen
      </p>
      {productStatuses.toReversed().map((status) => (
        <Button
          key={status}
          look="plain"
          size="small"
          busy={change.isPending && change.variables === status}
          onClick={() => change.mutate(status)}
        >
          {acts[status]}
        </Button>
      ))}
      <Button look="quiet" size="small" onClick={onDone}>
        Choose none
      </Button>
    </div>
  )
}
