import type { Mutant } from '#tools/mutants/mutant.ts'

/** Mistakes with who somebody is. */
export const identityMutants: readonly Mutant[] = [
  {
    name: 'tells-who-somebody-is-from-old-memory',
    says: 'A region that was cut off or slept denies whoever signed in meanwhile.',
    edits: [
      {
        file: 'services/identity/credentials.ts',
        from: 'if (shown !== null) await context.confirm()',
        to: 'if (shown === null) await context.confirm()',
      },
    ],
  },
  {
    name: 'takes-a-peer-that-was-just-started-for-its-pair',
    says: 'A peer that went on alone and was started again does not know it yet, and is believed.',
    edits: [
      {
        file: 'kernel/regions/serving.ts',
        from: 'return epoch === this.epoch && this.inPair && !(await this.#pair.isLeft())',
        to: 'return this.epoch === 0 || (epoch === this.epoch && this.inPair && !(await this.#pair.isLeft()))',
      },
    ],
  },
  {
    name: 'answers-for-one-process-of-a-region',
    faults: ['apply-stops', 'replace'],
    says: 'A process that replaced another vouches for the pair that the other, awake again, has left.',
    edits: [
      {
        file: 'kernel/regions/pair-check.ts',
        from: 'return (await this.#replication.leftPairsBefore()) > this.#serving.epoch',
        to: 'return false',
      },
    ],
  },
  {
    name: 'new-password-keeps-sessions',
    says: 'Whoever had stolen a session keeps it.',
    edits: [
      {
        file: 'services/identity/login.ts',
        from: 'sessions: login.sessions.filter(({ id }) => id === event.keeps),',
        to: 'sessions: login.sessions,',
      },
    ],
  },
  {
    name: 'revoked-key-still-good',
    says: 'A key that was taken back opens the door.',
    edits: [
      {
        file: 'services/identity/credentials.ts',
        from: "if (found?.state.is !== 'good' || ",
        to: "if (!found || found.state.is === 'unmade' || ",
      },
    ],
  },
  {
    name: 'cart-of-the-guest-left-behind',
    says: 'The account gets the cart of whoever signs in, and not what was in it.',
    edits: [
      {
        file: 'services/identity/cart-joining.ts',
        from: 'guest.lines.filter(({ sku, quantity }) => quantity > (has.get(sku) ?? 0)),',
        to: 'guest.lines.filter(({ sku }) => has.has(sku) && sku === own.id),',
      },
    ],
  },
]
