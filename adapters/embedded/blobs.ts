// Blobs as files: `ab/ab3f….png` below a folder. A file is written under another name, flushed, and
// renamed with its folder flushed after it, so that a name that is there always has all of its bytes.

import { hash, randomUUID } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isBlobId } from '#kernel/core/blob-id.ts'
import { Fault } from '#kernel/core/fault.ts'
import type { Blobs } from '#kernel/ports/blobs.ts'

/** Where files are written before they have their names. */
const arriving = 'arriving'
const shelfNameLength = 2

/** @param dir belongs to one process */
export async function embeddedBlobs(dir: string): Promise<Blobs> {
  // What a process that ended was still writing.
  await rm(join(dir, arriving), { recursive: true, force: true })
  await mkdir(join(dir, arriving), { recursive: true })
  const placeOf = (id: string) => join(dir, id.slice(0, shelfNameLength), id)

  return {
    async put(bytes, suffix) {
      const id = `${hash('sha256', bytes)}.${suffix}`
      const place = placeOf(id)
      const draft = join(dir, arriving, randomUUID())
      try {
        await writeThrough(draft, bytes)
        await mkdir(dirname(place), { recursive: true })
        await rename(draft, place)
        await flushFolder(dirname(place))
        await flushFolder(dir)
      } catch (error) {
        await rm(draft, { force: true })
        throw new Fault('unavailable', 'the file cannot be kept', { cause: error })
      }
      return id
    },

    async get(id) {
      if (!isBlobId(id)) return null
      try {
        const bytes = await readFile(placeOf(id))
        return id.startsWith(`${hash('sha256', bytes)}.`) ? bytes : null
      } catch (error) {
        if (isAbsence(error)) return null
        throw new Fault('unavailable', 'the file cannot be read', { cause: error })
      }
    },

    async missing(ids) {
      const absent = await Promise.all(
        ids.map(async (id) => {
          if (!isBlobId(id)) return true
          return access(placeOf(id)).then(
            () => false,
            () => true,
          )
        }),
      )
      return ids.filter((_, at) => absent[at])
    },

    async list(after, limit) {
      const found: string[] = []
      for (const shelf of (await readdir(dir)).toSorted()) {
        if (shelf.length !== shelfNameLength || shelf < after.slice(0, shelfNameLength)) continue
        const names = await readdir(join(dir, shelf))
        found.push(...names.filter((name) => isBlobId(name) && name > after).toSorted())
        if (found.length >= limit) break
      }
      return found.slice(0, limit)
    },
  }
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes the names in a folder outlive the machine's power. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
