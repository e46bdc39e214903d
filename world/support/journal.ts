// An append-only file of JSON lines, one entry a line. `append` resolves once the entry is on disk;
// appends that arrive while the disk is busy share the next fsync (group commit).

import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface Journal<Entry> {
  /** What stood in the file when it was opened, oldest first. */
  readonly entries: readonly Entry[]
  /** @throws Error when the disk failed; every later append fails too, so no gap can open */
  append(entry: Entry): Promise<void>
  close(): Promise<void>
}

const newline = 10

/**
 * Opens the journal, creating it if there is none. A torn last line (the process died while it was
 * written, so nobody was told of it) is cut off; any other unreadable line is an error.
 */
export async function openJournal<Entry>(path: string): Promise<Journal<Entry>> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'a+')
  const { entries, bytes, size } = await readEntries<Entry>(file, path).catch(async (error) => {
    await file.close()
    throw error
  })
  if (bytes < size) await file.truncate(bytes)
  await syncFolder(dirname(path))

  let waiting: { line: string; resolve: () => void; reject: (error: unknown) => void }[] = []
  let flushing: Promise<void> | null = null
  let failure: unknown = null

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        if (failure !== null) throw failure
        await file.appendFile(batch.map(({ line }) => line).join(''))
        await file.datasync()
        for (const { resolve } of batch) resolve()
      } catch (error) {
        failure = new Error(`cannot write ${path}`, { cause: error })
        for (const { reject } of batch) reject(failure)
      }
    }
    flushing = null
  }

  return {
    entries,
    append(entry) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      waiting.push({ line: `${JSON.stringify(entry)}\n`, resolve, reject })
      flushing ??= flush()
      return promise
    },
    async close() {
      await flushing
      await file.close()
    },
  }
}

/** Makes a new or renamed file findable after a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function readEntries<Entry>(
  file: FileHandle,
  path: string,
): Promise<{ entries: Entry[]; bytes: number; size: number }> {
  const content = await file.readFile()
  const entries: Entry[] = []
  let start = 0
  while (start < content.length) {
    const end = content.indexOf(newline, start)
    if (end === -1) break
    try {
      entries.push(JSON.parse(content.toString('utf8', start, end)) as Entry)
    } catch (error) {
      if (end === content.length - 1) break
      throw new Error(`${path} cannot be read at byte ${start}`, { cause: error })
    }
    start = end + 1
  }
  return { entries, bytes: start, size: content.length }
}
