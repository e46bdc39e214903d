import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { Overlay } from '#apps/ui/overlay.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { plural, time } from '#apps/console/app/format.ts'
import { Facts } from '#apps/console/app/page.tsx'
import { useMay } from '#apps/console/app/session.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import type { DeadLetter } from '#apps/console/operations/operations-queries.ts'

export function LetterDialog({ letter, onClose }: { letter: DeadLetter; onClose: () => void }) {
  const { id, region, subscription, documentId, attempts, error, diedAt, body } = letter
  const may = useMay()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const act = useMutation({
    mutationFn: (how: 'redrive' | 'discard') =>
      how === 'redrive'
        ? call('POST /v1/admin/operations/redrives', { body: { region, id } })
        : call('POST /v1/admin/operations/discards', {
            body: { region, id, reason: reason.trim() },
          }),
    onSuccess: (_, how) => {
      toast(how === 'redrive' ? 'It is tried again from the first attempt' : 'It is given up')
      void queries.invalidateQueries({ queryKey: ['operations'] })
      onClose()
    },
  })
  return (
    <Overlay
      open
      {...{ onClose }}
      from="wide"
      title="Dead letter"
      closeLabel="Close"
      footer={
        may('operations:write') ? (
          <div className="flex flex-wrap items-end justify-between gap-3">
            <div className="flex flex-1 flex-wrap items-end gap-2">
              <TextField
                label="Why it is given up"
                className="min-w-48 flex-1"
                value={reason}
                maxLength={500}
                onChange={(event) => setReason(event.target.value)}
              />
              <Button
                look="plain"
                size="small"
                disabled={reason.trim() === '' || act.isPending}
                onClick={() => act.mutate('discard')}
              >
                Discard
              </Button>
            </div>
            <Button size="small" busy={act.isPending} onClick={() => act.mutate('redrive')}>
              Redrive
            </Button>
          </div>
        ) : undefined
      }
    >
      <div className="space-y-4 p-5">
        <Notice look="warn" title={`Failed ${plural(attempts, 'time')}`}>
          {error}
        </Notice>
        <Facts
          of={[
            ['Asked for by', subscription],
            ['For', documentId],
            ['Died', time(diedAt)],
          ]}
        />
        <pre
          role="region"
          aria-label="What will be tried again"
          tabIndex={0}
          className="max-h-64 overflow-auto rounded-xl bg-sunken p-4 text-xs"
        >
          {JSON.stringify(body, null, 2)}
        </pre>
        {act.error === null ? null : (
          <Notice look="bad" title="That did not work">
            {troubleIn(act.error)}
          </Notice>
        )}
      </div>
    </Overlay>
  )
}
