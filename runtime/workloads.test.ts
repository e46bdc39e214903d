// Everything that people do in a simulated shop, done in one healthy region behind a front door that
// now and then loses a request or an answer. In the end nothing is wrong, and every habit has
// come to what it is there for: a workload that achieves nothing tries nothing.

import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryLedger } from '#adapters/memory/ledger.ts'
import { seededRandom } from '#adapters/memory/random.ts'
import { Fault } from '#kernel/core/fault.ts'
import { hours, minutes, seconds } from '#kernel/core/instant.ts'
import type { Commit, CommitOutcome, StoredDocument } from '#kernel/ports/ledger.ts'
import type { Random } from '#kernel/ports/random.ts'
import type { Answer, AtRest, Habit, Note, Scene } from '#kernel/service/workload.ts'
import { asOperator, leaseMs, WholeShop } from '#runtime/whole-shop.ts'
import { workloads } from '#simulator/workloads.ts'

const homes = ['sin', 'syd']
const visits = 700
const visitEveryMs = seconds(2)
const violationsMax = 20

/** As habits note them; each must have come about. */
const achievements = [
  'catalog.saved',
  'catalog.imported',
  'catalog.looked 200',
  'inventory.answered',
  'inventory.moved',
  'inventory.counted',
  'cart.told',
  'cart.made',
  'orders.told completed',
  'orders.did bought',
  'orders.did got the last pieces',
  'orders.did came too late',
  'orders.did was declined',
  'orders.did paid with another card',
  'orders.did was declined again',
  'orders.did could not pay what is paid',
  'orders.did could not change what is ordered',
  'orders.did ordered from two devices',
  'orders.did pressed twice',
  'orders.did ordered at the total shown',
  'orders.did cancelled',
  'orders.did cancelled at once',
  'orders.did came back to what was left',
  'orders.did took goods back',
  'orders.noted',
  'payments.refund 202',
  'payments.refund 409',
  'payments.looked 200',
  'shipping.packed whole',
  'shipping.packed part',
  'shipping.packed nothing',
  'shipping.told in_transit',
  'shipping.told delivered',
  'notifications.sent-again 202',
  'customers.looked 200',
  'pricing.saved',
  'search.found something',
  'identity.told',
  'identity.did chose another password',
  'identity.did signed out',
  'identity.did signed in again',
  'identity.did signed up twice',
  'identity.did took a key back',
  'identity.brought',
  'identity.erased',
  'analytics.looked 200',
]

const violations: string[] = []
const notes = new Map<string, Note[]>()
const watches = workloads.flatMap(({ invariants }) =>
  invariants.flatMap(({ name, always }) => (always ? [{ name, ...always }] : [])),
)

/** A ledger that shows every commit to the invariants. */
class WatchedLedger extends MemoryLedger {
  override async commit(commit: Commit): Promise<void> {
    const before = await this.read(commit.kind, commit.id)
    await super.commit(commit)
    await this.#look(commit, before)
  }

  override async commitMany(commits: readonly Commit[]): Promise<readonly CommitOutcome[]> {
    const before = await Promise.all(commits.map(({ kind, id }) => this.read(kind, id)))
    const outcomes = await super.commitMany(commits)
    for (const [at, commit] of commits.entries()) {
      if (outcomes[at]?.committed) await this.#look(commit, before[at] ?? null)
    }
    return outcomes
  }

  async #look({ kind, id }: Commit, before: StoredDocument | null): Promise<void> {
    const now = await this.read(kind, id)
    if (now === null) return
    for (const watch of watches) {
      const wrong = watch.kind === kind ? watch.check(now, before) : null
      if (wrong !== null) violations.push(`${watch.name}: ${wrong}`)
    }
  }
}

/** One region that serves both homes, as it does when the other is lost. */
function openShop(): WholeShop {
  const shop = new WholeShop({
    homes,
    ledger: (clock) => new WatchedLedger({ clock, leaseMs }),
  })
  shop.ledger.store.fence = { epoch: 2, serves: homes }
  shop.serving.apply({ epoch: 2, mode: 'solo', serving: { sin: 'sin', syd: 'sin' } }, 'solo')
  return shop
}

/** Third parties that do what they are asked, and often do not say so in time. */
function mumble(shop: WholeShop): void {
  const random = seededRandom(5)
  const late = async <Answer>(answer: Answer): Promise<Answer> => {
    if (random.fraction() < 0.15) throw new Fault('timeout', 'the answer came too late')
    return answer
  }
  const { bank, carrier, mailer } = shop
  const send = mailer.send.bind(mailer)
  mailer.send = async (...mail) => late(await send(...mail))
  const label = carrier.label.bind(carrier)
  carrier.label = async (...parcel) => late(await label(...parcel))
  const authorize = bank.authorize.bind(bank)
  bank.authorize = async (...request) => late(await authorize(...request))
  for (const what of ['capture', 'refund'] as const) {
    const ask = bank[what].bind(bank)
    bank[what] = async (...request) => late(await ask(...request))
  }
  const letGo = bank.void.bind(bank)
  bank.void = async (...request) => late(await letGo(...request))
}

class Person implements Scene {
  readonly clock: Scene['clock']
  readonly random: Random
  readonly #shop: WholeShop
  #doorFails: boolean

  constructor(shop: WholeShop, seed: number, doorFails: boolean) {
    this.#shop = shop
    this.clock = shop.clock
    this.random = seededRandom(seed)
    this.#doorFails = doorFails
  }

  ask: Scene['ask'] = async (method, path, body, headers = {}) => {
    const luck = this.#doorFails ? this.random.fraction() : 1
    if (luck < 0.03) throw new Fault('unavailable')
    const answer = await askShop(this.#shop, method, path, body, headers)
    if (luck < 0.06) throw new Fault('outcome-unknown')
    return answer
  }

  mailsTo: Scene['mailsTo'] = (address) =>
    this.#shop.mailer.sent().filter(({ to }) => to === address)

  note(topic: string, note: Note): void {
    const known = notes.get(topic)
    if (known) known.push(note)
    else notes.set(topic, [note])
  }

  notes(topic: string): readonly Note[] {
    return notes.get(topic) ?? []
  }
}

async function askShop(
  shop: WholeShop,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const payload = body === undefined ? {} : { payload: body as object }
  const answer = await shop.server.inject({
    method,
    url,
    headers: { ...(url.startsWith('/v1/admin/') ? asOperator : {}), ...headers },
    ...payload,
  })
  return {
    status: answer.statusCode,
    headers: answer.headers as Record<string, string>,
    body: answer.body === '' ? null : answer.json<unknown>(),
  }
}

async function restOf(shop: WholeShop): Promise<AtRest> {
  const { store } = shop.ledger
  const documents = Map.groupBy(
    [...store.documents.values()].map(({ document }) => document),
    ({ kind }) => kind,
  )
  return {
    documents: (kind) => documents.get(kind) ?? [],
    history: (kind, id) => store.histories.get(`${kind}/${id}`) ?? [],
    notes: (topic) => notes.get(topic) ?? [],
    ask: async (path) => [await askShop(shop, 'GET', path)],
    outside: {
      charges: (await shop.bank.books({ limit: 100_000 })).items,
      parcels: shop.carrier.parcels(),
      mails: shop.mailer.sent(),
    },
  }
}

function byWeight(habits: readonly Habit[], random: Random): Habit {
  const all = habits.reduce((sum, { weight }) => sum + weight, 0)
  let left = random.fraction() * all
  for (const habit of habits) {
    left -= habit.weight
    if (left < 0) return habit
  }
  throw new Error('there are no habits')
}

test('all that people do in a shop leaves it in order', async () => {
  const shop = openShop()
  const opening = (async () => {
    for (const { prepare } of workloads) await prepare?.(new Person(shop, 1, false))
  })()
  await shop.pass(minutes(1))
  await opening

  mumble(shop)
  const habits = workloads.flatMap((workload) => workload.habits)
  const dice = seededRandom(11)
  const lives: Promise<void>[] = []
  for (let visit = 0; visit < visits; visit += 1) {
    lives.push(byWeight(habits, dice).live(new Person(shop, 1_000 + visit, true)))
    await shop.pass(visitEveryMs)
  }
  await shop.pass(hours(1.4))
  await Promise.all(lives)

  const platform = await restOf(shop)
  for (const { invariants } of workloads) {
    for (const { name, atRest } of invariants) {
      const found = (await atRest?.(platform)) ?? []
      violations.push(...found.map((wrong) => `${name}: ${wrong}`))
    }
  }
  deepEqual(violations.slice(0, violationsMax), [])
  deepEqual((await shop.ledger.deadLetters({ limit: 10 })).items, [])
  deepEqual(
    achievements.filter((what) => !(tally().get(what) ?? 0)),
    [],
  )
  await shop.close()
})

/** How often each thing was noted: by topic, and by what was done or came of it. */
function tally(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [topic, all] of notes) {
    for (const note of all) {
      const came: unknown = note['what'] ?? note['status'] ?? ''
      const what = `${topic} ${String(came)}`.trim()
      counts.set(what, (counts.get(what) ?? 0) + 1)
    }
  }
  return counts
}
