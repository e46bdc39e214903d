import { useEffect, useState, type DragEvent, type Ref } from 'react'
import { Icon } from '#apps/ui/icon.tsx'
import { pictureTypes } from '#services/catalog/contract.ts'

const accepted = Object.values(pictureTypes).join(',')

/** Files are dropped here, or chosen: the field under the words takes the keyboard. */
export function PictureDrop({
  onFiles,
  field,
}: {
  readonly onFiles: (files: Iterable<File>) => void
  readonly field: Ref<HTMLInputElement>
}) {
  const [isOver, setOver] = useState(false)
  useEffect(keepPage, [])
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFiles(event.dataTransfer.files)
  }
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`flex flex-col items-center gap-1.5 rounded-2xl border-2 border-dashed px-6 py-7 text-center transition-colors hover:border-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${isOver ? 'border-accent bg-accent-soft' : 'border-strong-line'}`}
    >
      <Icon name="upload" className="size-7 text-soft" />
      <span className="font-semibold">Drop pictures here, or choose files</span>
      <span className="text-sm text-soft">PNG, JPEG, WebP, AVIF or GIF, up to 8 MB each</span>
      <input
        ref={field}
        type="file"
        multiple
        accept={accepted}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file can be chosen again after it failed.
          event.target.value = ''
        }}
      />
    </label>
  )
}

/** A file that is dropped beside it would be opened instead of the page, and what was typed be lost. */
function keepPage(): () => void {
  const refuse = (event: Event) => event.preventDefault()
  window.addEventListener('dragover', refuse)
  window.addEventListener('drop', refuse)
  return () => {
    window.removeEventListener('dragover', refuse)
    window.removeEventListener('drop', refuse)
  }
}
