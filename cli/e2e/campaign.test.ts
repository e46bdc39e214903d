import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import type { CampaignReport } from '#cli/campaign/campaign.ts'
import { runCli } from '#cli/e2e/run-cli.ts'

// A region is killed just before it would hand its home over; then a home moves and comes back while the bank
// tells everything twice; then the other home does while the bank is slow.
const seed = '14'

it('three rounds of a campaign on real processes keep every promise', async () => {
  const keep = await mkdtemp(join(tmpdir(), 'meridian-histories-'))
  try {
    const options = ['--seed', seed, '--rounds', '3', '--json', '--keep', keep]
    const ran = await runCli('drill', 'campaign', ...options)
    assert.equal(ran.code, 0, ran.stderr)
    const report = JSON.parse(ran.stdout) as CampaignReport
    assert.equal(report.violations, 0)
    assert.deepEqual(
      report.rounds.map(({ round }) => round),
      [1, 2, 3],
    )
    for (const { round, bought, happened, notBroughtAbout, wholeAfterMs } of report.rounds) {
      assert.ok(bought > 0)
      const why = notBroughtAbout.map(({ fault, why: says }) => `${fault}: ${says}`).join()
      assert.ok(happened.length > 0, `nothing happened in round ${round}: ${why}`)
      assert.ok(wholeAfterMs !== null)
    }
    assert.equal(report.stopped, null)
    assert.ok(Object.keys(report.faults.happened).length > 1)
    assert.match(ran.stderr, /^ {2}happened: .*kill-region sin/m)
    assert.match(ran.stderr, /round 3: .*\n(?:.*\n)*? +kept: \d+ bought, RTO \d+ ms/)
    assert.deepEqual(await readdir(keep), [])
  } finally {
    await rm(keep, { recursive: true, force: true })
  }
})
