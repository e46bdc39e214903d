import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { newKey } from '#apps/ui/api/key.ts'
import { SelectField, TextField } from '#apps/ui/field.tsx'
import { ChoicePill } from '#apps/ui/choice.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { count, plural } from '#apps/console/app/format.ts'
import { Facts } from '#apps/console/app/page.tsx'
import { stockKey, type Stock } from '#apps/console/inventory/inventory-queries.ts'

const ways = { adjust: 'Add or take away', transfer: 'Move between regions' } as const
type Way = keyof typeof ways

/** An adjustment of one share, or a transfer from one to the other. */
export function StockDialog({ stock, onClose }: { stock: Stock; onClose: () => void }) {
  const { sku, shares } = stock
  const queries = useQueryClient()
  const [key] = useState(newKey)
  const [way, setWay] = useState<Way>('adjust')
  const [home, setHome] = useState(shares[0]?.home ?? '')
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const to = shares.find((share) => share.home !== home)?.home ?? ''
  const units = /^-?\d+$/.test(text.trim()) ? Number(text) : null
  const canAct = units !== null && units !== 0 && (way === 'adjust' || (units > 0 && to !== ''))
  const change = useMutation({
    mutationFn: () =>
      way === 'adjust'
        ? call('POST /v1/admin/stock/{sku}/adjustments', {
            params: { sku },
            body: { by: units ?? 0, home, ...(reason.trim() === '' ? {} : { reason }) },
            key,
          })
        : call('POST /v1/admin/stock/{sku}/transfers', {
            params: { sku },
            body: { from: home, to, quantity: units ?? 0 },
            key,
          }),
    onSuccess: () => {
      toast(way === 'adjust' ? `${sku} is adjusted` : `${sku} is on its way to ${to}`)
      void queries.invalidateQueries({ queryKey: stockKey })
      onClose()
    },
  })
  const share = shares.find((each) => each.home === home)
  return (
    <Confirm
      open
      {...{ onClose }}
      title={sku}
      act={way === 'adjust' ? 'Adjust the stock' : `Move them to ${to}`}
      onAct={() => change.mutate()}
      busy={change.isPending}
      error={change.error}
      {...{ canAct }}
    >
      <Facts
        of={shares.map(({ home: code, available, reserved }) => [
          `In ${code}`,
          `${count(available)} available, ${count(reserved)} promised`,
        ])}
      />
      <fieldset className="flex flex-wrap gap-2">
        <legend className="mb-1.5 text-sm font-medium">What to do</legend>
        {Object.entries(ways).map(([name, says]) => (
          <ChoicePill
            key={name}
            name="way"
            checked={way === name}
            disabled={name === 'transfer' && shares.length < 2}
            onChange={() => setWay(name === 'transfer' ? 'transfer' : 'adjust')}
          >
            {says}
          </ChoicePill>
        ))}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={way === 'adjust' ? 'Region' : 'From'}
          value={home}
          onChange={(event) => setHome(event.target.value)}
        >
          {shares.map(({ home: code }) => (
            <option key={code}>{code}</option>
          ))}
        </SelectField>
        <TextField
          label="Units"
          inputMode="numeric"
          value={text}
          hint={
            way === 'adjust'
              ? 'Such as 12, or -3'
              : `Up to ${plural(Math.max(0, share?.available ?? 0), 'unit')}`
          }
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {way === 'adjust' ? (
        <TextField
          label="Why"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      ) : (
        <p className="text-sm text-soft">
          They leave {home} first and are received in {to} a moment later. The sum never changes.
        </p>
      )}
    </Confirm>
  )
}
