import { Badge } from '#apps/ui/badge.tsx'
import { words } from '#apps/console/app/format.ts'
import type { ProductStatus } from '#apps/console/products/product-search.ts'

const looks = { active: 'good', draft: 'warn', archived: 'plain' } as const

export function ProductStatusBadge({ status }: { status: ProductStatus }) {
  return <Badge look={looks[status]}>{words(status)}</Badge>
}
