import { useBlocker } from '@tanstack/react-router'
import { useCallback, type ReactNode } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { Overlay } from '#apps/ui/overlay.tsx'

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
    <Overlay
      open={status === 'blocked'}
      onClose={stay}
      from="centre"
      title="Leave without saving?"
      closeLabel="Close"
      footer={
        <div className="flex flex-wrap justify-end gap-2.5">
          <Button look="plain" size="small" onClick={stay}>
            Stay here
          </Button>
          <Button look="grave" size="small" onClick={() => proceed?.()}>
            Leave without saving
          </Button>
        </div>
      }
    >
      <p className="p-5 text-sm">What you changed on this page is not saved, and would be lost.</p>
    </Overlay>
  )
}
