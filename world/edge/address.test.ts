import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAddress } from '#world/edge/address.ts'

describe('an address', () => {
  it('is read decoded, without its query', () => {
    assert.deepEqual(readAddress('/v1/search?q=a%2Fb..%00'), { path: '/v1/search' })
    assert.deepEqual(readAddress('/v1/products/caf%C3%A9%20au'), { path: '/v1/products/café au' })
    assert.deepEqual(readAddress('/v1/products/a..b'), { path: '/v1/products/a..b' })
  })

  for (const url of [
    '/../etc/passwd',
    '/assets/../../x',
    '/assets/%2e%2e/x',
    '/assets/..%2fx',
    '/assets/.%2E/x',
    '/a\\..\\b',
    '/a%5c..%5cb',
    '//internal/x',
    '/v1/%00',
    '/v1/%E0%A4%A',
    'http://elsewhere/',
    '*',
    '',
  ]) {
    it(`cannot read ${JSON.stringify(url)}`, () => {
      const address = readAddress(url)
      assert.ok('problem' in address)
      assert.equal(address.problem, 'edge.bad-url')
    })
  }

  for (const url of [
    '/internal/take',
    '/INTERNAL/take',
    '/%69nternal/take',
    '/internal%2ftake',
    '/metrics',
    '/metrics?x=1',
    '/health/ready',
    '/health',
  ]) {
    it(`does not show ${url}`, () => {
      const address = readAddress(url)
      assert.ok('problem' in address)
      assert.equal(address.problem, 'edge.not-found')
    })
  }

  it('has an end', () => {
    const address = readAddress(`/${'a'.repeat(9_000)}`)
    assert.ok('problem' in address)
    assert.equal(address.problem, 'edge.url-too-long')
  })
})
