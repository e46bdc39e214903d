import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { plural } from '#apps/console/app/format.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { failuresIn } from '#apps/console/products/bulk-failures.ts'
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
  /** With the handles that stay chosen. */
  readonly onDone: (left: readonly string[]) => void
}) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: async (status: ProductStatus) => {
      const outcomes = await Promise.allSettled(
        handles.map((handle) =>
          call('PUT /v1/admin/products/{handle}/status', { params: { handle }, body: { status } }),
        ),
      )
      return failuresIn(handles, outcomes)
    },
    onSuccess: (failures) => {
      void queries.invalidateQueries({ queryKey: productsKey })
      const changed = handles.length - failures.length
      if (changed > 0) toast(`${plural(changed, 'product')} changed`)
      onDone(failures.map(({ handle }) => handle))
    },
  })
  const failures = (change.data ?? []).filter(({ handle }) => handles.includes(handle))
  return (
    <div className="mb-3 space-y-3">
      <div className="flex flex-wrap items-center gap-2.5 rounded-2xl bg-accent-soft px-4 py-2.5">
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
        <Button look="quiet" size="small" onClick={() => onDone([])}>
          Choose none
        </Button>
      </div>
      {failures.length === 0 ? null : (
        <Notice look="bad" title={`${plural(failures.length, 'product')} could not be changed`}>
          <ul>
            {failures.map(({ handle, error }) => (
              <li key={handle}>
                <span className="font-medium">{handle}</span>: {troubleIn(error)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
