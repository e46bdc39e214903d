import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

const fillerBytes = 256 * 1024

/** A file system of a few megabytes, for one folder. */
export class SmallDisk {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** @returns null where this user may not mount, or the machine has no such file system */
  static async mount(folder: string, megabytes: number): Promise<SmallDisk | null> {
    await mkdir(folder, { recursive: true })
    const args = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder]
    return spawnSync('mount', args).status === 0 ? new SmallDisk(folder) : null
  }

  /** Leaves no byte free. */
  fill(): void {
    const file = openSync(this.#filler, 'a')
    try {
      for (let bytes = fillerBytes; bytes >= 1; bytes = Math.floor(bytes / 4)) {
        const piece = Buffer.alloc(bytes)
        while (wrote(file, piece));
      }
    } finally {
      closeSync(file)
    }
  }

  free(): void {
    rmSync(this.#filler, { force: true })
  }

  unmount(): void {
    spawnSync('umount', ['--lazy', this.#folder])
  }

  get #filler(): string {
    return join(this.#folder, 'filler')
  }
}

function wrote(file: number, piece: Buffer): boolean {
  try {
    return writeSync(file, piece) > 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false
    throw error
  }
}
