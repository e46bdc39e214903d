import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCampaign, whatWasFound, type RoundReport } from '#cli/campaign/campaign.ts'
import type { OwnGround } from '#cli/campaign/ground.ts'
import { linesOf, summary } from '#cli/campaign/lines.ts'
import { noFigures } from '#cli/campaign/round.ts'
import { audit } from '#cli/drills/audit.ts'
import { receipt, records } from '#cli/drills/clean-record.ts'

const fault = { kind: 'latency', fault: 'latency 90 ms' } as const
const report = (round: number, changed: Partial<RoundReport> = {}): RoundReport => ({
  ...noFigures(),
  happened: [fault],
  round,
  faults: ['latency 90 ms'],
  bought: 5,
  rtoMs: 100,
  durationMs: 1_000,
  wholeAfterMs: 10,
  findings: [],
  history: null,
  ...changed,
})
const finding = { promise: 'P8', says: 'not whole', examples: [] }

/** Two rounds, the first of which leaves a broken store where it is said to fail. */
async function campaignOf(
  rounds: readonly RoundReport[],
  {
    asked = rounds.length,
    stores = 1,
    close = () => Promise.resolve(),
    signal = new AbortController().signal,
  } = {},
) {
  const said: string[] = []
  let started = 0
  const left = [...rounds]
  const done = await runCampaign(
    {
      seed: 7,
      rounds: Array.from({ length: asked }, (_, at) => at + 1),
      keepIn: 'kept',
      say: (line) => said.push(line),
      signal,
    },
    {
      freshGround: async () => {
        started += 1
        if (started > stores) throw new Error('no port is free')
        return { close } as unknown as OwnGround
      },
      runRound: async () => {
        const next = left.shift()
        if (next === undefined) throw new Error('the machine is gone')
        return { report: next, broken: next.findings.length > 0 }
      },
    },
  )
  return { done, said: said.join('\n'), text: summary(done, 'kept') }
}

test('a campaign counts the faults that happened, and says in which rounds none did', async () => {
  const idle = { happened: [], notBroughtAbout: [{ ...fault, why: 'no link' }] }
  const { done, said, text } = await campaignOf([report(1), report(2, idle)])
  assert.deepEqual(done.faults, { happened: { latency: 1 }, notBroughtAbout: { latency: 1 } })
  assert.equal(done.idleRounds, 1)
  assert.match(said, /kept: 5 bought.*\n {2}happened: latency 90 ms\n/)
  assert.match(said, /NOTHING HAPPENED, .*\n {2}not brought about: latency 90 ms: no link$/)
  assert.match(text, /2 rounds of seed 7 in 0 s; every promise was kept\n/)
  assert.match(text, /happened {6}latency 1\n {2}did not {7}latency 1\n.*nothing happened in 1 r/)
})

test('rounds of which none brought anything about show nothing', async () => {
  const { text } = await campaignOf([report(1, { happened: [] })])
  assert.match(text, /NOTHING HAPPENED/)
  assert.doesNotMatch(text, /every promise was kept/)
})

test('a campaign that is stopped says how far it came', async () => {
  const none = await campaignOf([], { asked: 10, signal: AbortSignal.abort() })
  assert.match(none.text, /0 of 10 rounds .*stopped by a signal; no round was done\n/)
  const enough = new AbortController()
  const some = await campaignOf([report(1, { findings: [finding] }), report(2)], {
    close: async () => enough.abort(),
    signal: enough.signal,
  })
  assert.equal(some.done.stopped, 'by a signal')
  assert.match(some.text, /1 of 2 rounds .*stopped by a signal; 1 VIOLATIONS\n/)
  assert.match(
    some.text,
    /to repeat {5}node bin\/meridian\.js drill campaign --seed 7 --round 1 --keep kept\n/,
  )
})

test('what goes wrong after a round leaves its report', async () => {
  const broken = [report(1, { findings: [finding] }), report(2)]
  const close = () => Promise.reject(new Error('it hangs'))
  const noMore = await campaignOf(broken, { close })
  assert.equal(noMore.done.rounds.length, 1)
  assert.equal(noMore.done.stopped, 'by an error: no port is free')
  assert.match(noMore.said, /the store did not end as it should: it hangs/)
  const another = await campaignOf(broken, { close, stores: 2 })
  assert.deepEqual([another.done.rounds.length, another.done.stopped], [2, null])
  const gone = await campaignOf([report(1)], { asked: 2 })
  assert.match(gone.text, /1 of 2 rounds .*stopped by an error: the machine is gone; every/)
})

test('a round that could not be finished reports what its records show', () => {
  const kept = { moments: [], receipts: [receipt('a')], orders: null, charges: null, audit: null }
  const failure = new Error('not whole after 60 s')
  const bare = whatWasFound(null, kept, failure)
  assert.deepEqual(
    bare.findings.map(({ says }) => says),
    [
      'the round could not be finished: not whole after 60 s, and there are no three records to compare',
    ],
  )
  assert.equal(bare.bought, 1)
  const found = whatWasFound(null, { ...kept, audit: audit(records({ charges: [] })) }, failure)
  assert.deepEqual(
    found.findings.map(({ promise }) => promise),
    ['P8', 'P5'],
  )
  assert.equal(found.bought, 2)
  assert.match(linesOf(report(1, found))[0] ?? '', /BROKEN: 2 bought/)
})
