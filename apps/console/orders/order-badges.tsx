import { Badge, type BadgeLook } from '#apps/ui/badge.tsx'
import { words } from '#apps/console/app/format.ts'

const looks: Readonly<Record<string, BadgeLook>> = {
  pending: 'warn',
  confirmed: 'info',
  completed: 'good',
  rejected: 'bad',
  cancelled: 'plain',
  none: 'plain',
  authorized: 'info',
  captured: 'good',
  'partially-refunded': 'warn',
  refunded: 'plain',
  voided: 'plain',
  declined: 'bad',
  unfulfilled: 'warn',
  'partially-fulfilled': 'warn',
  fulfilled: 'info',
  delivered: 'good',
  returned: 'plain',
}

/** Any of an order's three statuses. */
export function StatusBadge({ status }: { status: string }) {
  return <Badge look={looks[status] ?? 'plain'}>{words(status)}</Badge>
}
