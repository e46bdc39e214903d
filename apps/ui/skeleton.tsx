/** The shape of what is about to be here. A reader hears `label` from the place around it. */
export function Skeleton({ className = '' }: { className?: string }) {
  return <span aria-hidden="true" className={`pulse block rounded-lg bg-sunken ${className}`} />
}
