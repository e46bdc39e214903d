import { Fault, invariant } from '#kernel/core/fault.ts'
import { homeOf } from '#kernel/core/id.ts'
import type { Commit } from '#kernel/ports/ledger.ts'
import { arrayText, jsonArrayText } from '#adapters/embedded/array-text.ts'

/** A commit as it is sent: turned into text once, when it was asked for. */
export interface PreparedCommit {
  readonly commit: Commit
  /** Names the document among all. */
  readonly key: string
  readonly home: string
  readonly state: string
  readonly entryIndexes: string
  readonly entryKeys: string
  readonly eventData: readonly string[]
  readonly deliveryBodies: readonly string[]
  /** Characters in all, to keep a batch within bounds. */
  readonly size: number
  /** What no other commit of the same batch may touch. */
  readonly touches: readonly string[]
}

/** One row per commit that failed, as `commit_batch` returns them. */
export interface FailedRow {
  /** Which commit, from 1. */
  readonly failed: number
  readonly why: 'not-serving' | 'already-consumed' | 'version-conflict'
  readonly messages: readonly string[] | null
}

export function prepareCommit(commit: Commit): PreparedCommit {
  const { kind, id, indexEntries, events, deliveries, consumes } = commit
  const home = homeOf(id)
  invariant(home !== null, `${id} has no home`)
  const state = JSON.stringify(commit.state)
  const entries = sortedEntries(indexEntries)
  const eventData = events.map(({ data }) => JSON.stringify(data))
  const deliveryBodies = deliveries.map(({ body }) => JSON.stringify(body))
  const key = `document ${kind}/${id}`
  return {
    commit,
    key,
    home,
    state,
    entryIndexes: arrayText(entries.map(({ index }) => index)),
    entryKeys: arrayText(entries.map(({ key }) => key)),
    eventData,
    deliveryBodies,
    size: [state, ...eventData, ...deliveryBodies].reduce((sum, text) => sum + text.length, 0),
    touches: [
      key,
      ...consumes.deliveries.map((delivery) => `delivery ${delivery}`),
      ...consumes.marks.map((mark) => `mark ${mark.id}`),
    ],
  }
}

export const commitBatchStatement = {
  name: 'commit-batch',
  text: `select failed, why, messages from commit_batch(${Array.from(
    { length: 33 },
    (_, position) => `$${position + 1}`,
  ).join(', ')})`,
}

/** The arguments of `commit_batch`, in its order. */
export function batchArguments(
  batch: readonly PreparedCommit[],
  believedEpoch: number,
  leaseUntil: string,
): (string | number)[] {
  const commits = batch.map(({ commit }) => commit)
  const consumed = inBatch(commits, ({ consumes }) => [...new Set(consumes.deliveries)])
  const marks = inBatch(commits, ({ consumes }) => consumes.marks)
  const events = inBatch(commits, (commit) => commit.events)
  const deliveries = inBatch(commits, (commit) => commit.deliveries)
  return [
    believedEpoch,
    leaseUntil,
    arrayText(commits.map(({ kind }) => kind)),
    arrayText(commits.map(({ id }) => id)),
    arrayText(batch.map(({ home }) => home)),
    arrayText(commits.map(({ expectedVersion }) => expectedVersion)),
    jsonArrayText(batch.map(({ state }) => state)),
    arrayText(commits.map(({ at }) => at)),
    arrayText(batch.map(({ entryIndexes }) => entryIndexes)),
    arrayText(batch.map(({ entryKeys }) => entryKeys)),
    arrayText(consumed.of),
    arrayText(consumed.items),
    arrayText(marks.of),
    arrayText(marks.items.map(({ id }) => id)),
    arrayText(marks.items.map(({ digest }) => digest)),
    arrayText(events.of),
    arrayText(events.items.map(({ id }) => id)),
    arrayText(events.items.map(({ type }) => type)),
    arrayText(events.items.map(({ version }) => version)),
    arrayText(events.places),
    arrayText(events.items.map(({ at }) => at)),
    jsonArrayText(batch.flatMap(({ eventData }) => eventData)),
    arrayText(events.items.map(({ trace }) => trace ?? null)),
    arrayText(deliveries.of),
    arrayText(deliveries.items.map(({ id }) => id)),
    arrayText(deliveries.items.map(({ home }) => home)),
    arrayText(deliveries.items.map(({ subscription }) => subscription)),
    arrayText(deliveries.items.map(({ kind }) => kind)),
    arrayText(deliveries.items.map(({ documentId }) => documentId)),
    jsonArrayText(batch.flatMap(({ deliveryBodies }) => deliveryBodies)),
    arrayText(deliveries.items.map(({ dueAt }) => dueAt)),
    arrayText(deliveries.items.map(({ attempts }) => attempts)),
    arrayText(deliveries.items.map(({ trace }) => trace ?? null)),
  ]
}

export function faultOfRow({ why, messages }: FailedRow, { commit }: PreparedCommit): Fault {
  if (why === 'already-consumed')
    return new Fault('already-consumed', undefined, { consumed: messages ?? [] })
  if (why === 'version-conflict')
    return new Fault('version-conflict', `${commit.id} is not at version ${commit.expectedVersion}`)
  return new Fault('not-serving', `this region does not serve what ${commit.id} needs`)
}

/** The members of all commits in one list, each with the number of its commit and its place there. */
function inBatch<Item>(
  commits: readonly Commit[],
  itemsOf: (commit: Commit) => readonly Item[],
): { of: number[]; places: number[]; items: Item[] } {
  const [of, places, items] = [[] as number[], [] as number[], [] as Item[]]
  commits.forEach((commit, position) => {
    itemsOf(commit).forEach((item, place) => {
      of.push(position + 1)
      places.push(place)
      items.push(item)
    })
  })
  return { of, places, items }
}

function sortedEntries(entries: Commit['indexEntries']): Commit['indexEntries'] {
  const distinct = new Map(entries.map((entry) => [`${entry.index}\n${entry.key}`, entry]))
  return [...distinct].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry)
}
