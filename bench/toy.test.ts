import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { figureLine } from '#bench/figure.ts'
import { runSections, type SectionResult } from '#bench/run-sections.ts'
import { sections } from '#bench/sections.ts'

suite('the benchmark runs at toy size', () => {
  const results = new Map<string, SectionResult>()
  const startedAt = performance.now()

  before(async () => {
    await runSections({
      sections,
      toy: true,
      full: false,
      runs: 1,
      say: () => undefined,
      onStart: () => undefined,
      onResult: (result) => void results.set(result.section, result),
    })
  })

  for (const { name } of sections) {
    test(`section ${name} measures something, and counts nothing wrong`, () => {
      const result = results.get(name)
      assert.equal(result?.failed, null)
      assert.ok((result?.figures ?? []).length > 0, 'no figure was measured')
      for (const figure of result?.figures ?? []) {
        assert.deepEqual(figure.wrong ?? [], [], figure.what)
        assert.ok(figure.runs.length > 0 && figure.runs.every(Number.isFinite), figure.what)
        assert.match(figureLine(figure), /\S/)
      }
    })
  }

  after((context) => {
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    context.diagnostic?.(`all sections at toy size took ${seconds} s`)
  })
})
