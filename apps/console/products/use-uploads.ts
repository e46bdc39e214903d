import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Answer } from '#apps/ui/api/client.ts'
import { sendFile } from '#apps/ui/api/send-file.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { pictureMaxBytes, uploadPath } from '#services/catalog/contract.ts'

type Uploaded = Answer<'POST /v1/admin/media'>

export interface Upload {
  readonly key: number
  readonly name: string
  /** How much of it has gone, from 0 to 1. */
  readonly share: number
  /** What went wrong; null while it is on its way. */
  readonly trouble: string | null
}

export interface Uploads {
  readonly all: readonly Upload[]
  readonly areOnTheirWay: boolean
  add(files: Iterable<File>): void
  /** Takes one that failed off the list. */
  dismiss(key: number): void
}

/**
 * Files on their way, one after the other, so that pictures stand in the order in which they were chosen. One
 * that fails holds up no other.
 */
export function useUploads(onArrived: (picture: Uploaded) => void): Uploads {
  const [all, setAll] = useState<readonly Upload[]>([])
  const line = useRef(Promise.resolve())
  const keys = useRef(0)
  const left = useRef(new AbortController())
  useEffect(() => {
    left.current = new AbortController()
    return () => left.current.abort()
  }, [])
  const drop = (key: number) => setAll((now) => now.filter((each) => each.key !== key))
  const change = (key: number, to: Partial<Upload>) =>
    setAll((now) => now.map((each) => (each.key === key ? { ...each, ...to } : each)))
  const sending = useMutation({
    mutationFn: ({ key, file }: { key: number; file: File }) =>
      sendFile<Uploaded>(uploadPath, file, {
        signal: left.current.signal,
        onProgress: (share) => change(key, { share }),
      }),
  })
  const send = async (key: number, file: File) => {
    try {
      onArrived(await sending.mutateAsync({ key, file }))
      drop(key)
    } catch (error) {
      change(key, { trouble: troubleIn(error) })
    }
  }
  return {
    all,
    areOnTheirWay: all.some(({ trouble }) => trouble === null),
    add: (files) => {
      for (const file of files) {
        keys.current += 1
        const key = keys.current
        const trouble = flawIn(file)
        setAll((now) => [...now, { key, name: file.name, share: 0, trouble }])
        if (trouble === null) line.current = line.current.then(() => send(key, file))
      }
    },
    dismiss: drop,
  }
}

/** What the platform would say once it had all of it. */
function flawIn(file: File): string | null {
  if (file.size === 0) return 'There is nothing in this file.'
  if (file.size <= pictureMaxBytes) return null
  return `It is larger than ${pictureMaxBytes / 1_000_000} MB. Save it smaller, and choose it again.`
}
