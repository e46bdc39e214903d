import { minutes } from '#kernel/core/instant.ts'
import type { Job } from '#kernel/service/define-service.ts'
import { oidcRecord } from '#services/identity/oidc-record.ts'

const atOnce = 100

/** Empties what has ended. */
export const forgetOidc: Job = {
  name: 'identity.forget-oidc',
  everyMs: minutes(10),
  run: async (context) => {
    const page = await context.list(oidcRecord, { index: 'ends' }, { limit: atOnce })
    const now = context.now()
    return page.items.flatMap(({ id, state }) =>
      state.is === 'stored' && state.endsAt !== null && state.endsAt < now
        ? [{ kind: 'oidc-record', id, command: { type: 'destroy' }, key: `${id}/${state.endsAt}` }]
        : [],
    )
  },
}
