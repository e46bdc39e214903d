import { Notice } from '#apps/ui/notice.tsx'

/** What is shown beside it is not all there is. */
export function SilentRegions({ codes }: { codes: readonly string[] }) {
  if (codes.length === 0) return null
  return (
    <div className="mb-4">
      <Notice look="warn" title={`${codes.join(' and ')} does not answer`}>
        What happened there is missing here.
      </Notice>
    </div>
  )
}
