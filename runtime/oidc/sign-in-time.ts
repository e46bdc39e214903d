// OpenID Connect tells when somebody signed in by the second (`auth_time`). A change of the password ends
// every sign-in before it, and in doubt one in the same second.

import { epochMsOf, type Instant } from '#kernel/core/instant.ts'
import type { KnownAccount } from '#services/identity/account.ts'

/** Whether what came of a sign-in at that second still counts. */
export const stillCounts = (account: KnownAccount, authTime: unknown): boolean =>
  typeof authTime === 'number' && authTime > lastSecondBefore(account)

/** The second that a sign-in of now is told by: it counts, though the password was just changed. */
export const signInTime = (account: KnownAccount, now: Instant): number =>
  Math.max(secondOf(now), lastSecondBefore(account) + 1)

/** Whoever signs up anew after they were forgotten has the id that they had. */
const lastSecondBefore = ({ createdAt, login }: KnownAccount): number =>
  secondOf(login.passwordAt ?? createdAt)

const secondOf = (instant: Instant): number => Math.floor(epochMsOf(instant) / 1_000)
