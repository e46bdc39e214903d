import type { Blobs } from '#kernel/ports/blobs.ts'
import type { Carrier } from '#kernel/ports/carrier.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Encryption } from '#kernel/ports/encryption.ts'
import type { Mailer } from '#kernel/ports/mailer.ts'
import type { Operations } from '#kernel/ports/operations.ts'
import type { PasswordHasher } from '#kernel/ports/password-hasher.ts'
import type { PaymentProvider } from '#kernel/ports/payment-provider.ts'
import type { Random } from '#kernel/ports/random.ts'
import type { SearchIndex } from '#kernel/ports/search-index.ts'
import type { Signatures } from '#kernel/ports/signatures.ts'
import type { Tallies } from '#kernel/ports/tallies.ts'

/** What outside calls and projections may reach. The ledger is not among them: see Context. */
export interface Ports {
  readonly clock: Clock
  readonly random: Random
  readonly payments: PaymentProvider
  readonly carrier: Carrier
  readonly mailer: Mailer
  readonly search: SearchIndex
  readonly signatures: Signatures
  readonly passwords: PasswordHasher
  readonly encryption: Encryption
  /** The address of the front door, for what leads back to it; without a slash at its end. */
  readonly publicUrl: string
  readonly operations: Operations
  readonly tallies: Tallies
  readonly blobs: Blobs
}
