// Dialogs and drawers on the browser's own <dialog>: focus stays inside, Escape closes, the page behind is
// inert, and focus goes back to where it was.

import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { IconButton } from '#apps/ui/button.tsx'

const shapes = {
  right: 'slide-from-right ml-auto mr-0 my-0 h-dvh max-h-none w-full max-w-md sm:rounded-l-3xl',
  left: 'slide-from-left mr-auto ml-0 my-0 h-dvh max-h-none w-full max-w-sm sm:rounded-r-3xl',
  centre: 'rise m-auto max-h-[90dvh] w-[calc(100%-2rem)] max-w-lg rounded-3xl',
  wide: 'rise m-auto max-h-[90dvh] w-[calc(100%-2rem)] max-w-3xl rounded-3xl',
} as const

export function Overlay({
  open,
  onClose,
  from,
  title,
  closeLabel,
  children,
  footer,
  closesOutside = true,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly from: keyof typeof shapes
  readonly title: string
  readonly closeLabel: string
  readonly children: ReactNode
  /** Stays in sight while the rest scrolls. */
  readonly footer?: ReactNode
  /** False where what is shown cannot be had again: only a button or Escape closes it. */
  readonly closesOutside?: boolean
}) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = element.current
    if (dialog === null) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])
  useLayoutEffect(() => {
    const dialog = element.current
    // One that is taken away while it is open gives the focus back only when it is closed before.
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (closesOutside && event.target === element.current) onClose()
      }}
      className={`overflow-hidden bg-paper p-0 shadow-raised ${shapes[from]}`}
    >
      {open ? (
        <div className="flex h-full max-h-[inherit] flex-col">
          <div className="flex items-center justify-between gap-3 border-b border-line py-2.5 pr-2.5 pl-5">
            <h2 id={titleId} className="display text-xl">
              {title}
            </h2>
            <IconButton icon="close" label={closeLabel} onClick={onClose} />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{children}</div>
          {footer === undefined ? null : (
            <div className="border-t border-line bg-card px-5 py-4">{footer}</div>
          )}
        </div>
      ) : null}
    </dialog>
  )
}
