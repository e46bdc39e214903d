import { match } from 'node:assert/strict'
import { test } from 'node:test'
import { createMetrics } from '#kernel/telemetry/metrics.ts'

test('what is counted is told as Prometheus text, with its region', async () => {
  const metrics = createMetrics({ region: 'sin' })
  metrics.commits.inc({ kind: 'jar', outcome: 'committed' })
  metrics.epoch.set(3)
  metrics.serving.set({ home: 'sin' }, 1)
  const text = await metrics.text()
  match(text, /^meridian_commits_total\{kind="jar",outcome="committed",region="sin"\} 1$/m)
  match(text, /^meridian_epoch\{region="sin"\} 3$/m)
  match(text, /^meridian_serving\{home="sin",region="sin"\} 1$/m)
})
