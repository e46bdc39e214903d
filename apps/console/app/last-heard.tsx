import { useEffect, useState } from 'react'
import { Notice } from '#apps/ui/notice.tsx'
import { ago } from '#apps/console/app/format.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'

/** Above what asks again by itself: what is shown is old while the newest ask failed. */
export function LastHeard({
  error,
  dataUpdatedAt,
}: {
  readonly error: unknown
  /** In ms since 1970; 0 when nothing was ever heard. */
  readonly dataUpdatedAt: number
}) {
  if (error === null || dataUpdatedAt === 0) return null
  return (
    <div className="mb-4">
      <Notice look="warn" title="This may be out of date">
        {troubleIn(error)} <Since atMs={dataUpdatedAt} />
      </Notice>
    </div>
  )
}

const tickMs = 1_000

function Since({ atMs }: { atMs: number }) {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [])
  return (
    <span aria-live="off" className="tabular-nums">
      Last heard {ago(nowMs - atMs)}.
    </span>
  )
}
