import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer, type Query } from '#apps/ui/api/client.ts'

export type Region = Answer<'GET /v1/admin/operations/regions'>['items'][number]
export type DeadLetter = Answer<'GET /v1/admin/operations/dead-letters'>['items'][number]
export type LoggedEvent = Answer<'GET /v1/admin/operations/events'>['items'][number]
export type Objective = Answer<'GET /v1/admin/operations/objectives'>['items'][number]
export type AnsweredRequest = Answer<'GET /v1/admin/operations/requests'>['items'][number]
export type Trace = Answer<'GET /v1/admin/operations/traces'>['items'][number]
export type Span = Answer<'GET /v1/admin/operations/traces/{id}'>['spans'][number]
export type Job = Answer<'GET /v1/admin/operations/jobs/{id}'>

const liveMs = 1_500
const slowMs = 10_000
/** While a region is lost, the next question is a better answer than patience with this one. */
const patienceMs = 3_000

export const regionsKey = ['operations', 'regions'] as const

export const regionsQuery = () =>
  queryOptions({
    queryKey: regionsKey,
    refetchInterval: liveMs,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call('GET /v1/admin/operations/regions', { signal, patienceMs })).items,
  })

export const deadLettersQuery = (region: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['operations', 'dead-letters', region, cursor],
    refetchInterval: slowMs,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call('GET /v1/admin/operations/dead-letters', {
        query: { region, limit: 25, ...(cursor === undefined ? {} : { cursor }) },
        signal,
      }),
  })

export const eventsQuery = (asked: { document?: string; type?: string; q?: string }) =>
  queryOptions({
    queryKey: ['operations', 'events', asked],
    refetchInterval: slowMs,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call('GET /v1/admin/operations/events', { query: asked, signal })).items,
  })

export const objectivesQuery = () =>
  queryOptions({
    queryKey: ['operations', 'objectives'],
    refetchInterval: slowMs,
    queryFn: async ({ signal }) =>
      (await call('GET /v1/admin/operations/objectives', { signal })).items,
  })

export const requestsQuery = (asked: { failed?: boolean; slowerThanMs?: number; trace?: string }) =>
  queryOptions({
    queryKey: ['operations', 'requests', asked],
    refetchInterval: slowMs,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call('GET /v1/admin/operations/requests', { query: asked, signal })).items,
  })

export type TracesAsked = Query<'GET /v1/admin/operations/traces'>

export const tracesQuery = (asked: TracesAsked) =>
  queryOptions({
    queryKey: ['operations', 'traces', asked],
    refetchInterval: slowMs,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call('GET /v1/admin/operations/traces', { query: asked, signal }),
  })

/** Work may still follow from it. */
export const traceQuery = (id: string) =>
  queryOptions({
    queryKey: ['operations', 'trace', id],
    refetchInterval: slowMs,
    queryFn: ({ signal }) =>
      call('GET /v1/admin/operations/traces/{id}', { params: { id }, signal }),
  })

export const drillsQuery = () =>
  queryOptions({
    queryKey: ['operations', 'drills'],
    queryFn: async ({ signal }) =>
      (await call('GET /v1/admin/operations/drills', { signal })).items,
  })

export const jobsQuery = () =>
  queryOptions({
    queryKey: ['operations', 'jobs'],
    refetchInterval: liveMs,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call('GET /v1/admin/operations/jobs', { signal, patienceMs })).items,
  })

export const jobQuery = (id: string) =>
  queryOptions<Job>({
    queryKey: ['operations', 'job', id],
    refetchInterval: ({ state }) => ((state.data?.endedAt ?? null) === null ? liveMs : false),
    queryFn: ({ signal }) =>
      call('GET /v1/admin/operations/jobs/{id}', { params: { id }, signal, patienceMs }),
  })
