import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '#apps/ui/api/client.ts'
import { toast } from '#apps/ui/toast.tsx'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { regionsKey, type Region } from '#apps/console/operations/operations-queries.ts'
import { cityOf } from '#apps/console/operations/places.ts'

export type RegionAct = Region['can'][number]

/** Says what will happen to both regions and to shoppers, and does it. */
export function RegionAction({
  act,
  region,
  all,
  onClose,
}: {
  readonly act: RegionAct
  readonly region: Region
  readonly all: readonly Region[]
  readonly onClose: () => void
}) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const city = cityOf(region.name)
  const other = cityOf(all.find(({ code }) => code !== region.code)?.name ?? 'the other region')
  const { title, says, button, done } = wordsFor(act, city, other, region)
  const ask = useMutation({
    mutationFn: async () => {
      const params = { code: region.code }
      if (act === 'rejoin') {
        return (await call('POST /v1/admin/operations/regions/{code}/rejoins', { params })).id
      }
      if (act === 'evacuate')
        await call('POST /v1/admin/operations/regions/{code}/evacuations', { params })
      else await call('POST /v1/admin/operations/regions/{code}/hand-backs', { params })
      return null
    },
    onSuccess: async (job) => {
      toast(done)
      onClose()
      void queries.invalidateQueries({ queryKey: regionsKey })
      if (job !== null) await navigate({ to: '/operations/jobs/$id', params: { id: job } })
    },
  })
  return (
    <Confirm
      open
      {...{ onClose, title }}
      act={button}
      onAct={() => ask.mutate()}
      busy={ask.isPending}
      error={ask.error}
    >
      <p className="text-sm">This will happen:</p>
      <ol className="list-decimal space-y-2 pl-5 text-sm marker:text-soft">
        {says.map((line) => (
          <li key={line} className="pl-1">
            {line}
          </li>
        ))}
      </ol>
    </Confirm>
  )
}

function wordsFor(act: RegionAct, city: string, other: string, { serves, code }: Region) {
  switch (act) {
    case 'evacuate':
      return {
        title: `Evacuate ${city}`,
        button: `Evacuate ${city}`,
        done: `${city} serves no home any more`,
        says: [
          `New commands for ${serves.join(' and ')} wait at the gate; those inside finish.`,
          `${other} confirms that it has everything, and the witness stores the next epoch.`,
          `${other} serves ${serves.join(' and ')}; what waited is forwarded to it. No request fails, shoppers notice a short pause at most.`,
          `${city} goes on answering reads. Hand its home back when the work there is done.`,
        ],
      }
    case 'hand-back':
      return {
        title: `Hand ${city} its home back`,
        button: 'Hand it back',
        done: `${city} serves its home again`,
        says: [
          `New commands for ${code} wait at the gate of ${other}; those inside finish.`,
          `${city} confirms that it has everything, and the witness stores the next epoch.`,
          `${city} serves ${code} again. No request fails.`,
        ],
      }
    case 'rejoin':
      return {
        title: `Bring ${city} back`,
        button: `Rejoin ${city}`,
        done: `${city} is on its way back`,
        says: [
          'What is missing of its processes is started.',
          'Events that only it has are saved as a salvage report, as they are.',
          `Its ledger is emptied and copied from ${other}, which goes on selling meanwhile.`,
          `Both pair at a new epoch, and ${other} hands the home back.`,
        ],
      }
  }
}
