import { useState, type FocusEvent, type ReactNode } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { Icon } from '#apps/ui/icon.tsx'

export interface Pause {
  readonly isPaused: boolean
  readonly toggle: () => void
  readonly enter: () => void
  readonly leave: () => void
  /** For the query of the list, after its own options. */
  readonly options: { refetchInterval?: false; refetchOnWindowFocus?: false }
}

/**
 * A list that asks again by itself stands still for as long as somebody wants, or has the focus in
 * it: new rows would push away what is being read (WCAG 2.2, success criterion 2.2.2).
 */
export function usePause(): Pause {
  const [isWanted, setWanted] = useState(false)
  const [isEntered, setEntered] = useState(false)
  const isPaused = isWanted || isEntered
  return {
    isPaused,
    toggle: () => setWanted(!isWanted),
    enter: () => setEntered(true),
    leave: () => setEntered(false),
    options: isPaused ? { refetchInterval: false, refetchOnWindowFocus: false } : {},
  }
}

export function PauseButton({ pause: { isPaused, toggle } }: { readonly pause: Pause }) {
  return (
    <Button
      look="plain"
      size="small"
      aria-pressed={isPaused}
      title="New rows wait while this is pressed, and while the focus is in the list"
      onClick={toggle}
      className="ml-auto min-h-10 aria-pressed:bg-accent-soft aria-pressed:text-accent"
    >
      <Icon name="pause" className="size-4" />
      <span className="max-sm:sr-only">Pause</span>
    </Button>
  )
}

/** Around the list. */
export function PausedWithin({
  pause: { enter, leave },
  children,
}: {
  readonly pause: Pause
  readonly children: ReactNode
}) {
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) leave()
  }
  return (
    <div onFocus={enter} onBlur={onBlur}>
      {children}
    </div>
  )
}
