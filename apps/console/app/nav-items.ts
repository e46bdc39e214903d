import type { LinkProps } from '@tanstack/react-router'
import type { IconName } from '#apps/ui/icon.tsx'

export interface NavItem {
  readonly to: NonNullable<LinkProps['to']>
  readonly label: string
  readonly icon: IconName
  /** Left out for whoever may not. */
  readonly needs?: string
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
    ],
  },
]
