import { useEffect, useRef, useState } from 'react'
import { Button, IconButton } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import {
  withPicture,
  withPictureMoved,
  type Draft,
  type PictureDraft,
} from '#apps/console/products/product-draft.ts'
import { PictureDrop } from '#apps/console/products/picture-drop.tsx'
import type { Upload, Uploads } from '#apps/console/products/use-uploads.ts'

type Way = 'up' | 'down'

/** The pictures of a product in their order, those on their way, and where more come from. */
export function PictureList({
  draft,
  setDraft,
  uploads,
  mayChange,
}: {
  readonly draft: Draft
  readonly setDraft: (draft: Draft) => void
  readonly uploads: Uploads
  readonly mayChange: boolean
}) {
  const { media } = draft
  const [said, setSaid] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const focus = useMovedFocus(media)
  const move = (key: number, way: Way) => {
    const next = withPictureMoved(draft, key, way === 'up' ? -1 : 1)
    const place = next.media.findIndex((each) => each.key === key)
    focus.follow(key, way)
    setSaid(`It is picture ${place + 1} of ${media.length} now.`)
    setDraft(next)
  }
  const remove = (key: number) => {
    setDraft({ ...draft, media: media.filter((each) => each.key !== key) })
    setSaid('The picture is removed.')
    field.current?.focus()
  }
  return (
    <div className="space-y-4">
      <ul className="space-y-3" ref={focus.list}>
        {media.map((picture, at) => (
          <Picture
            key={picture.key}
            {...{ picture, at }}
            of={media.length}
            onAlt={(alt) =>
              setDraft({
                ...draft,
                media: media.map((each) => (each.key === picture.key ? { ...each, alt } : each)),
              })
            }
            onMove={(way) => move(picture.key, way)}
            onRemove={() => remove(picture.key)}
          />
        ))}
      </ul>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ul className="space-y-2" aria-label="Files on their way" hidden={uploads.all.length === 0}>
        {uploads.all.map((upload) => (
          <UploadRow
            key={upload.key}
            {...{ upload }}
            onDismiss={() => uploads.dismiss(upload.key)}
          />
        ))}
      </ul>
      {mayChange ? (
        <>
          <PictureDrop onFiles={(files) => uploads.add(files)} {...{ field }} />
          <ByAddress onAdd={(url) => setDraft(withPicture(draft, { url, alt: '' }))} />
        </>
      ) : null}
    </div>
  )
}

function Picture({
  picture: { key, url, alt, width, height },
  at,
  of,
  onAlt,
  onMove,
  onRemove,
}: {
  readonly picture: PictureDraft
  readonly at: number
  readonly of: number
  readonly onAlt: (alt: string) => void
  readonly onMove: (way: Way) => void
  readonly onRemove: () => void
}) {
  const name = `picture ${at + 1}`
  const size = width === undefined || height === undefined ? null : `${width} × ${height}`
  return (
    <li className="grid grid-cols-[4.5rem_1fr] items-start gap-x-3.5 gap-y-2 rounded-xl border border-line p-3.5 sm:grid-cols-[4.5rem_1fr_auto]">
      <img src={url} alt={alt} className="size-18 rounded-lg bg-sunken object-cover" />
      <div className="min-w-0">
        <TextField
          label={`Alternative text of ${name}`}
          hint="What it shows, for those who cannot see it"
          maxLength={1_024}
          value={alt}
          onChange={(event) => onAlt(event.target.value)}
        />
        <p className="mt-1 truncate text-xs text-soft" title={url}>
          {size === null ? url : `${size} pixels`}
        </p>
      </div>
      <div className="col-span-full flex justify-end sm:col-span-1 sm:pt-5">
        {(['up', 'down'] as const).map((way) => (
          <IconButton
            key={way}
            icon={way}
            label={`Move ${name} ${way}`}
            data-move={`${key} ${way}`}
            disabled={way === 'up' ? at === 0 : at === of - 1}
            onClick={() => onMove(way)}
          />
        ))}
        <IconButton icon="trash" label={`Remove ${name}`} onClick={onRemove} />
      </div>
    </li>
  )
}

function UploadRow({
  upload: { name, share, trouble },
  onDismiss,
}: {
  readonly upload: Upload
  readonly onDismiss: () => void
}) {
  return (
    <li className="flex items-center gap-3 rounded-xl bg-sunken px-3.5 py-2.5 text-sm">
      <div className="min-w-0 flex-1">
        <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
        {trouble === null ? (
          <progress aria-label={`${name} is on its way`} value={share} className="upload" />
        ) : (
          <p role="alert" className="flex gap-1.5 text-bad">
            <Icon name="alert" className="mt-0.5 size-4" />
            {trouble}
          </p>
        )}
      </div>
      {trouble === null ? null : (
        <IconButton icon="close" label={`Take ${name} off the list`} onClick={onDismiss} />
      )}
    </li>
  )
}

/** Pictures of an imported catalogue often lie elsewhere. */
function ByAddress({ onAdd }: { readonly onAdd: (url: string) => void }) {
  const [url, setUrl] = useState('')
  const add = () => {
    if (url.trim() !== '') onAdd(url.trim())
    setUrl('')
  }
  return (
    <div className="flex flex-wrap items-end gap-2">
      <TextField
        label="Or the address of a picture that lies elsewhere"
        className="flex-1 basis-56"
        inputMode="url"
        maxLength={2_048}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // It would save the product.
          event.preventDefault()
          add()
        }}
      />
      <Button look="plain" size="small" disabled={url.trim() === ''} onClick={add}>
        Add
      </Button>
    </div>
  )
}

/** The button that moved a picture keeps the focus, or the one beside it where that can go no further. */
function useMovedFocus(media: readonly PictureDraft[]) {
  const list = useRef<HTMLUListElement>(null)
  const moved = useRef<{ key: number; way: Way } | null>(null)
  useEffect(() => {
    if (moved.current === null) return
    const { key, way } = moved.current
    moved.current = null
    for (const each of [way, way === 'up' ? 'down' : 'up']) {
      const button = list.current?.querySelector<HTMLButtonElement>(`[data-move="${key} ${each}"]`)
      if (button?.disabled !== false) continue
      button.focus()
      return
    }
  }, [media])
  return { list, follow: (key: number, way: Way) => void (moved.current = { key, way }) }
}
