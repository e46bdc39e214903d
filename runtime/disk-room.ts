import { statfs } from 'node:fs/promises'

/** One segment of PostgreSQL's log: without room for the next one the server stops. */
const roomMinBytes = 16 * 1024 * 1024

/**
 * Whether a ledger's disk has room for what comes next.
 * @param folder where its data lies, or null when that is out of reach
 */
export async function hasRoom(folder: string | null): Promise<boolean> {
  if (folder === null) return true
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize >= roomMinBytes
  } catch {
    // What cannot be looked at is judged by its answers alone.
    return true
  }
}
