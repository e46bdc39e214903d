import { useConnection } from '#apps/ui/api/connection.ts'

/** Which region answers. */
export function RegionBadge() {
  const { region, waiting } = useConnection()
  if (region === null) return null
  return (
    <span
      data-region={region}
      title="The region that answers"
      className="inline-flex min-h-8 items-center whitespace-nowrap max-[22rem]:hidden gap-2 rounded-full border border-line bg-card px-3 text-xs font-medium text-soft"
    >
      <span
        aria-hidden="true"
        className={`size-2 rounded-full ${waiting > 0 ? 'bg-warn' : 'bg-good'}`}
      />
      {region}
    </span>
  )
}
