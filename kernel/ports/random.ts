export interface Random {
  bytes(count: number): Uint8Array
  /** From 0 up to, not including, 1. */
  fraction(): number
}
