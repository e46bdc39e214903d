import { Strict, Type } from '#kernel/core/schema.ts'
import type { Job } from '#kernel/ports/operations.ts'
import { query } from '#kernel/service/route.ts'
import {
  ImportBody,
  JobView,
  operationsRefusals,
  RegionParams,
} from '#services/operations/contract.ts'

const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-z0-9-]+$' })

export const jobRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/operations/drills',
    permission: 'operations:read',
    summary: 'The bad days that can be rehearsed on this store',
    response: Type.Object({
      items: Type.Array(Type.Object({ name: Type.String(), summary: Type.String() })),
    }),
    handle: async (_request, { ports: { operations } }) => ({ items: await operations.drills() }),
  }),

  query({
    method: 'GET',
    path: '/v1/admin/operations/jobs',
    permission: 'operations:read',
    summary: 'Rehearsals and returns, the newest first',
    response: Type.Object({ items: Type.Array(JobView) }),
    handle: async (_request, { ports: { operations } }) => ({ items: await operations.jobs() }),
  }),

  query({
    method: 'GET',
    path: '/v1/admin/operations/jobs/{id}',
    permission: 'operations:read',
    summary: 'How far a rehearsal or a return is, and its report',
    params: Strict({ id: Name }),
    response: JobView,
    handle: async ({ params: { id } }, { ports: { operations } }) =>
      (await operations.job(id)) ?? operationsRefusals.noJob(`"${id}" is none.`, '/id'),
  }),

  query({
    method: 'POST',
    path: '/v1/admin/imports',
    permission: 'catalog:write',
    summary: 'Read a catalogue file into the shop',
    description:
      'Shopify and WooCommerce exports, Google Merchant feeds and JSON lines, plain or packed with ' +
      'gzip. Every row that is refused is reported with its line and reason and stops no other.',
    body: ImportBody,
    response: JobView,
    handle: async ({ body }, { ports: { operations } }) =>
      startedOr(await operations.startImport(body)),
  }),

  query({
    method: 'GET',
    path: '/v1/admin/imports/{id}',
    permission: 'catalog:read',
    summary: 'How far an import is, and what became of each row',
    params: Strict({ id: Name }),
    response: JobView,
    handle: async ({ params: { id } }, { ports: { operations } }) => {
      const found = await operations.job(id)
      return found?.kind === 'import' ? found : operationsRefusals.noJob(`"${id}" is none.`, '/id')
    },
  }),

  query({
    method: 'POST',
    path: '/v1/admin/operations/drill-runs',
    permission: 'operations:write',
    summary: 'Rehearse a bad day on the running store, with shoppers and an audit',
    body: Strict({ drill: Name }),
    response: JobView,
    handle: async ({ body: { drill } }, { ports: { operations } }) => {
      const known = await operations.drills()
      if (!known.some(({ name }) => name === drill))
        return operationsRefusals.noDrill(`"${drill}" is none.`, '/drill')
      return startedOr(await operations.startDrill(drill))
    },
  }),

  query({
    method: 'POST',
    path: '/v1/admin/operations/regions/{code}/rejoins',
    permission: 'operations:write',
    summary: 'Start what is missing of a region and bring it back',
    description:
      'It saves what only it has, copies the other region’s ledger, pairs, and gets back the homes ' +
      'that it lost.',
    params: RegionParams,
    response: JobView,
    handle: async ({ params: { code } }, { ports: { operations } }) => {
      const known = await operations.regions()
      if (!known.some((region) => region.code === code))
        return operationsRefusals.noRegion(`"${code}" is none.`, '/code')
      return startedOr(await operations.startRejoin(code))
    },
  }),
]

const startedOr = (outcome: Job | { readonly says: string }) =>
  'says' in outcome ? operationsRefusals.notDone(outcome.says) : outcome
