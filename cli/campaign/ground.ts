import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ground } from '#cli/campaign/faults.ts'
import { smallDiskRegion } from '#cli/campaign/plan.ts'
import { SmallDisk } from '#cli/small-disk.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'

/** Room for all that hundreds of rounds leave behind. */
const diskMegabytes = 6_000

/** A store of the campaign's own. */
export interface OwnGround extends Ground {
  readonly own: OwnStore
  close(): Promise<void>
}

export async function freshGround(say: (line: string) => void): Promise<OwnGround> {
  const dir = await mkdtemp(join(tmpdir(), 'meridian-campaign-'))
  const disk = await SmallDisk.mount(join(dir, smallDiskRegion), diskMegabytes)
  if (disk === null) say('no disk can be filled: that takes root, and a machine that may mount one')
  try {
    const own = await startOwnStore(say, { dir })
    const close = async () => {
      await own.stop().finally(() => disk?.unmount())
      await rm(dir, { recursive: true, force: true })
    }
    return { own, store: own.reach, disk, close }
  } catch (error) {
    disk?.unmount()
    throw error
  }
}
