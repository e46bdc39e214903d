// Files that never change, such as pictures. A file is named by its bytes, so putting it twice keeps one,
// no copy can differ from another, and whoever has the name may keep the bytes for ever.

export interface Blobs {
  /**
   * Keeps bytes: once this resolves they outlive the process and its machine's power.
   * @param suffix what kind of file it is, as the end of its name: `png`
   * @returns the id (see `kernel/core/blob-id.ts`)
   * @throws Fault `unavailable`
   */
  put(bytes: Uint8Array, suffix: string): Promise<string>
  /**
   * Null when there is no such file, or when its bytes are no longer those of its name.
   * @throws Fault `unavailable`
   */
  get(id: string): Promise<Uint8Array | null>
  /** Those of the ids that are not here. */
  missing(ids: readonly string[]): Promise<readonly string[]>
  /** So many ids in the order of text, from the first after `after`. */
  list(after: string, limit: number): Promise<readonly string[]>
}
