import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { prefer, stateOf, twoRegions, until } from '#world/edge/two-regions.ts'

describe('the loss of a region', () => {
  it('is a pause for a read', async () => {
    const { edge, sin } = await twoRegions()
    await sin.stop()
    const answer = await fetch(`${edge.url}/v1/echo`, prefer('sin'))
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('meridian-region'), 'syd')
  })

  it('is noticed within a second, and its return too', async () => {
    const { edge, sin } = await twoRegions()
    await sin.stop()
    const startMs = performance.now()
    await until(() => stateOf(edge, 'sin') === 'down')
    assert.ok(performance.now() - startMs < 1_000)
    await sin.start()
    await until(() => stateOf(edge, 'sin') === 'ready')
    const answer = await fetch(`${edge.url}/v1/echo`, prefer('sin'))
    assert.equal(answer.headers.get('meridian-region'), 'sin')
  })

  it('is a pause for a write with a key, which goes out again with the same key and body', async () => {
    const { edge, sin, syd } = await twoRegions()
    sin.behaviour = 'break'
    const answer = await fetch(`${edge.url}/v1/orders`, {
      ...prefer('sin', { 'idempotency-key': 'key-1' }),
      method: 'POST',
      body: '{"cartId":"c"}',
    })
    assert.equal(answer.headers.get('meridian-region'), 'syd')
    assert.equal(((await answer.json()) as { body: string }).body, '{"cartId":"c"}')
    assert.equal(sin.seen.length, 1)
    assert.equal(syd.seen.at(-1)?.headers['idempotency-key'], 'key-1')
  })

  it('is an honest error for a write without a key that may have taken effect', async () => {
    const { edge, sin, syd } = await twoRegions()
    sin.behaviour = 'break'
    const answer = await fetch(`${edge.url}/v1/orders`, {
      ...prefer('sin'),
      method: 'POST',
      body: 'x',
    })
    assert.equal(answer.status, 502)
    assert.equal(((await answer.json()) as { code: string }).code, 'edge.outcome-unknown')
    assert.equal(syd.seen.length, 0)
  })

  it('is a pause for a write without a key that was never sent', async () => {
    const { edge, sin } = await twoRegions()
    await sin.stop()
    const answer = await fetch(`${edge.url}/v1/orders`, {
      ...prefer('sin'),
      method: 'POST',
      body: 'x',
    })
    assert.equal(answer.headers.get('meridian-region'), 'syd')
  })

  it('is a pause when the region stands still and answers nothing at all', async () => {
    const { edge, sin } = await twoRegions()
    sin.behaviour = 'hang'
    const startMs = performance.now()
    const answer = await fetch(`${edge.url}/v1/orders`, {
      ...prefer('sin', { 'idempotency-key': 'key-2' }),
      method: 'POST',
      body: 'x',
    })
    assert.equal(answer.headers.get('meridian-region'), 'syd')
    assert.ok(performance.now() - startMs < 4_000)
  })

  it('is waited out while the other region is still being told to take over', async () => {
    const { edge, sin, syd } = await twoRegions()
    await sin.stop()
    syd.behaviour = 'not-serving'
    const answering = fetch(`${edge.url}/v1/orders`, {
      ...prefer('sin', { 'idempotency-key': 'key-3' }),
      method: 'POST',
      body: 'x',
    })
    await sleep(1_500)
    syd.behaviour = 'serve'
    const answer = await answering
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('meridian-region'), 'syd')
    assert.equal(edge.status().rescued, 1)
  })

  it('is waited out while no region answers', async () => {
    const { edge, sin, syd } = await twoRegions()
    await Promise.all([sin.stop(), syd.stop()])
    await until(() => stateOf(edge, 'sin') === 'down' && stateOf(edge, 'syd') === 'down')
    const answering = fetch(`${edge.url}/v1/echo`)
    await sleep(500)
    await syd.start()
    assert.equal((await answering).headers.get('meridian-region'), 'syd')
  })

  it('is told at last when no region comes back', async () => {
    const { edge, sin, syd } = await twoRegions()
    await Promise.all([sin.stop(), syd.stop()])
    const answer = await fetch(`${edge.url}/v1/echo`)
    assert.equal(answer.status, 503)
    assert.equal(answer.headers.get('retry-after'), '2')
    assert.equal(((await answer.json()) as { code: string }).code, 'edge.no-region')
  })

  it('in the middle of a small answer is a pause too', async () => {
    const { edge, sin } = await twoRegions()
    sin.behaviour = 'half'
    const answer = await fetch(`${edge.url}/v1/echo`, prefer('sin'))
    assert.equal(answer.headers.get('meridian-region'), 'syd')
    await answer.json()
  })

  it('does not multiply the load on regions that are merely overloaded', async () => {
    const { edge, sin, syd } = await twoRegions()
    sin.behaviour = syd.behaviour = 'overloaded'
    const answer = await fetch(`${edge.url}/v1/echo`)
    assert.equal(answer.status, 503)
    assert.equal(sin.seen.length + syd.seen.length, 2)
  })
})
