/**
 * Keeps what the platform has to read again, but nobody who reads its database may: secrets of authenticators,
 * private keys. What was written before there was a key is plain text, and is read as it is.
 */
export interface Encryption {
  /**
   * @param about what the text belongs to, such as the id of its document: it opens nowhere else
   * @returns one line of text, another one each time
   */
  encrypt(text: string, about: string): Promise<string>
  /** @throws Fault `bad-data` when it was changed, belongs elsewhere, or its key is not here */
  decrypt(stored: string, about: string): Promise<string>
}

/** How everything begins that was encrypted: nothing that is plain may begin so. */
export const encryptedPrefix = 'enc:'
