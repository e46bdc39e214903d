import { spawnSync } from 'node:child_process'
import { statfsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'

/** What runs meanwhile may take the last room between the look and the change. */
const attemptsMax = 50

/** A file system of its own for one folder, in memory, whose room can be taken away and given back. */
export class SmallDisk {
  readonly #folder: string
  readonly #megabytes: number

  private constructor(folder: string, megabytes: number) {
    this.#folder = folder
    this.#megabytes = megabytes
  }

  /** @returns null where this user may not mount, or the machine has no such file system */
  static async mount(folder: string, megabytes: number): Promise<SmallDisk | null> {
    await mkdir(folder, { recursive: true })
    const args = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder]
    return spawnSync('mount', args).status === 0 ? new SmallDisk(folder, megabytes) : null
  }

  /** Leaves no byte free. */
  fill(): void {
    for (let attempt = 1; ; attempt += 1) {
      const { blocks, bfree, bsize } = statfsSync(this.#folder)
      if (this.#resize((blocks - bfree) * bsize)) return
      if (attempt === attemptsMax) throw new Error(`${this.#folder} could not be filled`)
    }
  }

  free(): void {
    this.#resize(this.#megabytes * 1024 * 1024)
  }

  unmount(): void {
    spawnSync('umount', ['--lazy', this.#folder])
  }

  /** False when more than that is in use. */
  #resize(bytes: number): boolean {
    return spawnSync('mount', ['-o', `remount,size=${bytes}`, this.#folder]).status === 0
  }
}
