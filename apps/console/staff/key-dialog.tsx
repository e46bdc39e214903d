import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { CheckRow, ChoicePill } from '#apps/ui/choice.tsx'
import { TextArea, TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { Overlay } from '#apps/ui/overlay.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { sessionQuery } from '#apps/console/app/session.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { identity } from '#apps/console/staff/identity-api.ts'
import type { KeyView } from '#services/identity/contract.ts'

const kinds = ['secret', 'publishable'] as const

/** Nobody gives a key what they may not do themselves. */
export function KeyDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const me = useQuery(sessionQuery()).data
  const [name, setName] = useState('')
  const [kind, setKind] = useState<KeyView['kind']>('secret')
  const [origins, setOrigins] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const make = useMutation({
    mutationFn: () =>
      identity.makeKey({
        name: name.trim(),
        kind,
        ...(kind === 'secret'
          ? { permissions: [...chosen] }
          : { permissions: [], origins: linesOf(origins) }),
      }),
    onSuccess: onDone,
  })
  const made = make.data
  const offered = (me?.permissions ?? []).filter((each) => each !== 'console:use')
  return (
    <Overlay
      open
      {...{ onClose }}
      from="centre"
      title={made === undefined ? 'Make a key' : 'Your new key'}
      closeLabel="Close"
      closesOutside={made === undefined}
      footer={
        <div className="flex justify-end gap-2.5">
          {made === undefined ? (
            <Button
              size="small"
              busy={make.isPending}
              disabled={
                name.trim() === '' || (kind === 'publishable' && linesOf(origins).length === 0)
              }
              onClick={() => make.mutate()}
            >
              Make the key
            </Button>
          ) : (
            <Button size="small" onClick={onClose}>
              I have kept it
            </Button>
          )}
        </div>
      }
    >
      {made === undefined ? (
        <div className="space-y-4 p-5">
          {make.error === null ? null : (
            <Notice look="bad" title="No key was made">
              {troubleIn(make.error)}
            </Notice>
          )}
          <TextField
            label="Name"
            hint="Which program it is for"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <fieldset className="flex gap-2">
            <legend className="mb-1.5 text-sm font-medium">Kind</legend>
            {kinds.map((each) => (
              <ChoicePill
                key={each}
                name="kind"
                checked={kind === each}
                onChange={() => setKind(each)}
              >
                {each}
              </ChoicePill>
            ))}
          </fieldset>
          {kind === 'publishable' ? (
            <TextArea
              label="Sites whose pages may show it"
              hint="One a line, such as https://blog.example. It opens what any shopper may do, without accounts."
              value={origins}
              onChange={(event) => setOrigins(event.target.value)}
            />
          ) : (
            <fieldset>
              <legend className="mb-1 text-sm font-medium">What it may do</legend>
              <div className="grid sm:grid-cols-2">
                {offered.map((permission) => (
                  <CheckRow
                    key={permission}
                    checked={chosen.has(permission)}
                    onChange={(event) => {
                      const next = new Set(chosen)
                      if (event.target.checked) next.add(permission)
                      else next.delete(permission)
                      setChosen(next)
                    }}
                  >
                    {permission}
                  </CheckRow>
                ))}
              </div>
            </fieldset>
          )}
        </div>
      ) : (
        <div className="space-y-4 p-5">
          <Notice look="warn" title="It is shown this once">
            {kind === 'secret'
              ? 'Nobody can read it again. Keep it where secrets are kept.'
              : 'Put it into the pages of these sites. It is no secret, and good nowhere else.'}
          </Notice>
          <p className="rounded-xl bg-sunken p-4 font-mono text-sm [overflow-wrap:anywhere]">
            {made.key}
          </p>
          <Button
            look="plain"
            size="small"
            onClick={() =>
              void navigator.clipboard
                .writeText(made.key)
                .then(() => toast('Copied'))
                .catch(() => toast('Select it and copy it by hand', 'bad'))
            }
          >
            Copy it
          </Button>
        </div>
      )}
    </Overlay>
  )
}

/** An address that was copied with its path is taken for its site. */
const linesOf = (text: string): string[] =>
  text
    .split(/\s+/)
    .filter((line) => line !== '')
    .map((line) => (URL.canParse(line) ? new URL(line).origin : line))
