import type { PasswordHasher } from '#kernel/ports/password-hasher.ts'

/** Hides nothing and takes no time: for tests and simulated worlds. */
export const plainHasher: PasswordHasher = {
  hash: async (password) => `plain:${password}`,
  verify: async (password, hash) => hash === `plain:${password}`,
}
