import { useEffect, useSyncExternalStore } from 'react'
import { Icon } from '#apps/ui/icon.tsx'

interface Toast {
  readonly id: number
  readonly text: string
  readonly look: 'good' | 'bad'
}

const shownForMs = 5_000
let toasts: readonly Toast[] = []
let count = 0
const listeners = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/** Says something in passing; nothing that must be read belongs here. */
export function toast(text: string, look: Toast['look'] = 'good'): void {
  set([...toasts.slice(-2), { id: (count += 1), text, look }])
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where toasts appear: once, near the end of the page. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts)
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-center gap-2"
    >
      {shown.map((each) => (
        <ToastCard key={each.id} toast={each} />
      ))}
    </div>
  )
}

function ToastCard({ toast: { id, text, look } }: { toast: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => set(toasts.filter((each) => each.id !== id)), shownForMs)
    return () => clearTimeout(timer)
  }, [id])
  return (
    <p className="rise flex max-w-md items-center gap-2.5 rounded-full bg-ink py-2.5 pr-5 pl-4 text-sm font-medium text-paper shadow-raised">
      <Icon name={look === 'good' ? 'check' : 'alert'} className="size-4" />
      {text}
    </p>
  )
}
