/** Checks who sent a webhook: HMAC-SHA256 over `timestamp.payload` with the secret of that sender. */
export interface Signatures {
  /**
   * @param payload the text of the body as it came
   * @param timestamp seconds since 1970, as text; an old one does not fit
   */
  verify(sender: string, payload: string, timestamp: string, signature: string): boolean
}
