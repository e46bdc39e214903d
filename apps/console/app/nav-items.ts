import type { LinkProps } from '@tanstack/react-router'
import type { IconName } from '#apps/ui/icon.tsx'

export interface NavItem {
  readonly to: NonNullable<LinkProps['to']>
  readonly label: string
  readonly icon: IconName
  /** Left out for whoever may not. */
  readonly needs?: string
  /** Marked on every page below this address, not only its own. */
  readonly marks?: string
}

export interface NavGroup {
  readonly label: string
  readonly items: readonly NavItem[]
}

export const navGroups: readonly NavGroup[] = [
  {
    label: 'Shop',
    items: [
      { to: '/', label: 'Dashboard', icon: 'chart' },
      { to: '/orders', label: 'Orders', icon: 'bag', needs: 'orders:read' },
      { to: '/products', label: 'Products', icon: 'tag', needs: 'catalog:read' },
      { to: '/inventory', label: 'Inventory', icon: 'stack', needs: 'stock:read' },
      { to: '/customers', label: 'Customers', icon: 'people', needs: 'customers:read' },
      {
        to: '/settings/shipping',
        label: 'Settings',
        icon: 'sliders',
        needs: 'settings:read',
        marks: '/settings/',
      },
    ],
  },
  {
    label: 'Platform',
    items: [
      { to: '/operations/regions', label: 'Regions', icon: 'globe', needs: 'operations:read' },
      {
        to: '/operations/dead-letters',
        label: 'Queues and dead letters',
        icon: 'letter',
        needs: 'operations:read',
      },
      { to: '/operations/drills', label: 'Drills', icon: 'shield', needs: 'operations:read' },
      { to: '/operations/objectives', label: 'Objectives', icon: 'star', needs: 'operations:read' },
      { to: '/operations/events', label: 'Event log', icon: 'list', needs: 'operations:read' },
      { to: '/operations/requests', label: 'Requests', icon: 'pulse', needs: 'operations:read' },
      { to: '/operations/traces', label: 'Traces', icon: 'waterfall', needs: 'operations:read' },
    ],
  },
]
