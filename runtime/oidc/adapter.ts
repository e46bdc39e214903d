// The storage of oidc-provider over the ledger. All records have the primary home, and only the region
// that serves it runs the provider, so every write is this region's own.

import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { Executor } from '#kernel/commands/executor.ts'
import { instantOf } from '#kernel/core/instant.ts'
import { aggregate } from '#kernel/service/define-service.ts'
import type { Context } from '#kernel/service/context.ts'
import {
  oidcRecord,
  oidcRecordId,
  type RecordState,
  type RecordCommand,
} from '#services/identity/oidc-record.ts'
import type { Unstamped } from '#kernel/core/decider.ts'

const untyped = aggregate(oidcRecord)
const pageLimit = 100

export function ledgerAdapter(context: Context, executor: Executor) {
  const idOf = (model: string, id: string) => oidcRecordId(context.homeFor('primary'), model, id)
  const run = async (id: string, command: Unstamped<RecordCommand>) => {
    await executor.execute({ aggregate: untyped, id, command })
  }
  const payloadOf = (state: RecordState | undefined): AdapterPayload | undefined =>
    state?.is === 'stored' && (state.endsAt === null || state.endsAt > context.now())
      ? // The provider writes into what it is given, and this is the document itself.
        structuredClone(state.payload as AdapterPayload)
      : undefined

  return class implements Adapter {
    readonly #model: string

    constructor(model: string) {
      this.#model = model
    }

    async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
      const endsAt =
        expiresIn === undefined ? null : instantOf(context.ports.clock.now() + expiresIn * 1_000)
      // What is undefined in it is not there in JSON.
      const plain = JSON.parse(JSON.stringify(payload)) as Record<string, unknown>
      await run(idOf(this.#model, id), {
        type: 'store',
        model: this.#model,
        payload: plain,
        endsAt,
      })
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      const found = await context.read(oidcRecord, idOf(this.#model, id))
      return payloadOf(found?.state)
    }

    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      const found = await context.find(oidcRecord, 'uid', [uid])
      const own = found.find(
        ({ document: { state } }) => state.is === 'stored' && state.model === this.#model,
      )
      return payloadOf(own?.document.state)
    }

    /** Devices without a browser are not served. */
    async findByUserCode(): Promise<undefined> {
      return undefined
    }

    async consume(id: string): Promise<void> {
      const seconds = Math.floor(context.ports.clock.now() / 1_000)
      await run(idOf(this.#model, id), { type: 'consume', seconds })
    }

    async destroy(id: string): Promise<void> {
      await run(idOf(this.#model, id), { type: 'destroy' })
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      for (;;) {
        const range = { index: 'grant', prefix: grantId }
        const { items } = await context.list(oidcRecord, range, { limit: pageLimit })
        if (items.length === 0) return
        await Promise.all(items.map(({ id }) => run(id, { type: 'destroy' })))
      }
    }
  }
}
