import type { ReactNode } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { Overlay } from '#apps/ui/overlay.tsx'
import { troubleIn } from '#apps/console/app/trouble-in.ts'

/** Says what will happen before it does, and stays open with what was typed when it fails. */
export function Confirm({
  open,
  onClose,
  title,
  children,
  act,
  back = 'Leave it',
  onAct,
  busy = false,
  error = null,
  canAct = true,
  isGrave = false,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  /** What the button does, in words: "Cancel the order". */
  readonly act: string
  /** What the other one does. */
  readonly back?: string
  readonly onAct: () => void
  readonly busy?: boolean
  readonly error?: unknown
  readonly canAct?: boolean
  /** It cannot be undone. */
  readonly isGrave?: boolean
}) {
  return (
    <Overlay
      {...{ open, onClose, title }}
      from="centre"
      closeLabel="Close"
      footer={
        <div className="flex flex-wrap justify-end gap-2.5">
          <Button look="plain" size="small" onClick={onClose}>
            {back}
          </Button>
          <Button
            look={isGrave ? 'grave' : 'strong'}
            size="small"
            busy={busy}
            disabled={!canAct}
            onClick={onAct}
          >
            {act}
          </Button>
        </div>
      }
    >
      <div className="space-y-4 p-5">
        {children}
        {error === null ? null : (
          <Notice look="bad" title="That did not work">
            {troubleIn(error)}
          </Notice>
        )}
      </div>
    </Overlay>
  )
}
