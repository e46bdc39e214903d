import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judge, repeatabilityOf } from '#kernel/http/repeating.ts'

const answered = (status: number, code: string | null = null) =>
  ({ kind: 'answered', status, code }) as const

describe('repeating a request', () => {
  it('depends on the method and the key', () => {
    assert.equal(repeatabilityOf('GET', false), 'safe')
    assert.equal(repeatabilityOf('POST', false), 'once')
    assert.equal(repeatabilityOf('PATCH', false), 'once')
    assert.equal(repeatabilityOf('POST', true), 'idempotent')
    assert.equal(repeatabilityOf('PUT', false), 'idempotent')
    assert.equal(repeatabilityOf('DELETE', false), 'idempotent')
  })

  it('never happens to an answer that is one', () => {
    for (const status of [200, 202, 404, 409, 422, 429, 500]) {
      assert.equal(judge('safe', answered(status)), 'deliver')
      assert.equal(judge('idempotent', answered(status)), 'deliver')
    }
  })

  it('happens to anything that was never sent', () => {
    for (const kind of ['safe', 'idempotent', 'once'] as const) {
      assert.equal(judge(kind, { kind: 'refused' }), 'again')
    }
  })

  it('never happens to a write without a key that may have taken effect', () => {
    assert.equal(judge('once', { kind: 'lost' }), 'deliver')
    assert.equal(judge('once', answered(502)), 'deliver')
    assert.equal(judge('once', answered(503, 'outcome-unknown')), 'deliver')
    assert.equal(judge('once', answered(503, 'timeout')), 'deliver')
  })

  it('happens to a write without a key that a region did not take', () => {
    assert.equal(judge('once', answered(503, 'not-serving')), 'again')
    assert.equal(judge('once', answered(503, 'overloaded')), 'elsewhere')
  })

  it('waits for a first sending of its own, but tells a client that its own is still running', () => {
    const running = answered(409, 'http.still-running')
    assert.equal(judge('idempotent', running, true), 'again')
    assert.equal(judge('idempotent', running), 'deliver')
    assert.equal(judge('idempotent', answered(409, 'orders.conflict'), true), 'deliver')
  })

  it('goes on until the time is up while a region is lost, but not when all are overloaded', () => {
    assert.equal(judge('idempotent', { kind: 'lost' }), 'again')
    assert.equal(judge('idempotent', answered(503, 'outcome-unknown')), 'again')
    assert.equal(judge('idempotent', answered(503, 'overloaded')), 'elsewhere')
    assert.equal(judge('safe', answered(502)), 'elsewhere')
  })
})
