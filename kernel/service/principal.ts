import type { Permission } from '#kernel/core/permission.ts'

/** On whose behalf a request is made. */
export interface Principal {
  /** What is written down about them: the id of a document, or the name of a machine's own key. */
  readonly id: string
  readonly permissions: ReadonlySet<Permission> | 'all'
  /** A browser sends its cookie whoever made it ask; everything else is shown on purpose. */
  readonly shownBy: 'cookie' | 'bearer'
}

/** What there is of a request before its body is read. */
export interface Caller {
  readonly method: string
  header(name: string): string | undefined
}

/**
 * Who asks; null when nobody says so, or nobody believes it. A browser may show several cookies:
 * `permission` tells as whom it asks.
 */
export type Authenticate = (caller: Caller, permission: Permission) => Promise<Principal | null>

export const may = ({ permissions }: Principal, permission: Permission): boolean =>
  permissions === 'all' || permissions.has(permission)
