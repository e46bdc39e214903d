import { invariant } from '#kernel/core/fault.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { AccountState } from '#services/identity/account.ts'
import type { AccountView } from '#services/identity/contract.ts'

/** @param sessionId the session whose end is shown */
export function accountView(
  { id, state }: StoredDocument<AccountState>,
  sessionId: string | null = null,
): AccountView {
  invariant(state.is !== 'unknown', `${id} is shown before anybody signed up`)
  const { email, name, phone, language, addresses, cartId, createdAt, login } = state
  const { totp, sessions } = login
  return {
    id,
    email,
    name,
    phone,
    language,
    addresses: [...addresses],
    totp: {
      enrolled: totp?.on ?? false,
      required: false,
      recoveryCodesLeft: totp?.recoveryHashes.length ?? 0,
    },
    cartId,
    createdAt,
    sessionEndsAt: sessions.find((session) => session.id === sessionId)?.endsAt ?? null,
  }
}
