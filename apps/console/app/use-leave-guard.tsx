import { useBlocker } from '@tanstack/react-router'
import { useCallback, type ReactNode } from 'react'
import { Confirm } from '#apps/console/app/confirm.tsx'

/**
 * Asks before a page with unsaved changes is left, within the console or for another site.
 * @returns the question, to be placed anywhere on the page
 */
export function useLeaveGuard(isDirty: boolean): ReactNode {
  const shouldBlockFn = useCallback(
    ({ current, next }: { current: { pathname: string }; next: { pathname: string } }) =>
      current.pathname !== next.pathname,
    [],
  )
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn,
    disabled: !isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  const stay = () => reset?.()
  return (
    <Confirm
      open={status === 'blocked'}
      onClose={stay}
      title="Leave without saving?"
      back="Stay here"
      act="Leave without saving"
      onAct={() => proceed?.()}
      isGrave
    >
      <p>What you changed on this page is not saved, and would be lost.</p>
    </Confirm>
  )
}
