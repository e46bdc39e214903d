import { deepEqual, equal, rejects } from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { embeddedBlobs } from '#adapters/embedded/blobs.ts'
import { Fault } from '#kernel/core/fault.ts'
import { blobsSuite } from '#kernel/testing/blobs-suite.ts'

async function inFolder() {
  const dir = await mkdtemp(join(tmpdir(), 'meridian-blobs-'))
  return { dir, close: () => rm(dir, { recursive: true, force: true }) }
}

blobsSuite('blobs in files', async () => {
  const { dir, close } = await inFolder()
  return { blobs: await embeddedBlobs(dir), close }
})

test('a blob is there for the next process, and what was half written is not', async () => {
  const { dir, close } = await inFolder()
  try {
    const id = await (await embeddedBlobs(dir)).put(Buffer.from('tea'), 'txt')
    await writeFile(join(dir, 'arriving', 'half'), 'te')
    const again = await embeddedBlobs(dir)
    deepEqual(Buffer.from((await again.get(id)) ?? []), Buffer.from('tea'))
    deepEqual(await readdir(join(dir, 'arriving')), [])
  } finally {
    await close()
  }
})

test('a file whose bytes have changed is as good as gone, until it is put again', async () => {
  const { dir, close } = await inFolder()
  try {
    const blobs = await embeddedBlobs(dir)
    const id = await blobs.put(Buffer.from('tea'), 'txt')
    await writeFile(join(dir, id.slice(0, 2), id), 'TEA')
    equal(await blobs.get(id), null)
    await blobs.put(Buffer.from('tea'), 'txt')
    equal(Buffer.from((await blobs.get(id)) ?? []).toString(), 'tea')
  } finally {
    await close()
  }
})

test('what is no id leads to no file', async () => {
  const { dir, close } = await inFolder()
  try {
    const blobs = await embeddedBlobs(join(dir, 'blobs'))
    await writeFile(join(dir, 'secret'), 'x')
    for (const id of ['../secret', '..', '', 'arriving', `../${'a'.repeat(64)}.png`]) {
      equal(await blobs.get(id), null, id)
      deepEqual(await blobs.missing([id]), [id])
    }
  } finally {
    await close()
  }
})

test('a folder that cannot be written to is a fault that passes', async () => {
  const { dir, close } = await inFolder()
  const blobs = await embeddedBlobs(dir)
  await close()
  await rejects(
    blobs.put(Buffer.from('tea'), 'txt'),
    (error) => error instanceof Fault && error.code === 'unavailable',
  )
})
