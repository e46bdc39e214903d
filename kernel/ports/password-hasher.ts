/** Keeps passwords in a form from which nobody can tell them. */
export interface PasswordHasher {
  /** The hash with its salt and its cost, as one text. */
  hash(password: string): Promise<string>
  /**
   * @param hash null when there is none to compare with: then it takes as long and says no, so that
   * nobody learns from the time whether there is an account
   */
  verify(password: string, hash: string | null): Promise<boolean>
}
