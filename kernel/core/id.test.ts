import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { bodyOf, derivedId, digest, homeOf, newId, siblingId } from '#kernel/core/id.ts'

const bytes = fc.uint8Array({ minLength: 10, maxLength: 16 })
/** The years 1970 to 10889: 48 bits of milliseconds. */
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const home = fc.constantFrom('sin', 'syd', 'a', 'eu1')

suite('a new id', () => {
  test('reads as prefix, home and 26 letters without doubt', () => {
    fc.assert(
      fc.property(time, home, bytes, (now, at, random) => {
        assert.match(newId('ord', at, now, random), /^ord_[a-z0-9]+_[0-9a-hjkmnp-tv-z]{26}$/)
      }),
    )
  })

  test('carries its home', () => {
    fc.assert(
      fc.property(time, home, bytes, (now, at, random) => {
        assert.equal(homeOf(newId('ord', at, now, random)), at)
      }),
    )
  })

  test('made later sorts later', () => {
    fc.assert(
      fc.property(time, time, bytes, bytes, (one, other, random, another) => {
        fc.pre(one < other)
        assert.ok(newId('ord', 'sin', one, random) < newId('ord', 'sin', other, another))
      }),
    )
  })

  test('is a UUIDv7 in another base', () => {
    // The example of RFC 9562, appendix A.6: 017F22E2-79B0-7CC3-98C4-DC0C0C07398F.
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
    const body = bodyOf(newId('ord', 'sin', 0x017f22e279b0, random))
    const value = valueOf(body)
    assert.equal((value >> 2n).toString(16), '17f22e279b07cc398c4dc0c0c07398f')
  })

  test('differs where the random bytes do', () => {
    const seen = new Set<string>()
    for (let place = 0; place < 10; place += 1) {
      const random = new Uint8Array(10)
      random[place] = 1
      seen.add(newId('ord', 'sin', 0, random))
    }
    assert.equal(seen.size, 10)
  })
})

suite('a derived id', () => {
  test('follows from its parts alone', () => {
    fc.assert(
      fc.property(home, fc.array(fc.string(), { minLength: 1 }), (at, parts) => {
        const id = derivedId('ord', at, ...parts)
        assert.equal(derivedId('ord', at, ...parts), id)
        assert.equal(homeOf(id), at)
        assert.match(id, /^ord_[a-z0-9]+_[0-9a-hjkmnp-tv-z]{26}$/)
      }),
    )
  })

  test('differs when a part moves from one place to the next', () => {
    const ids = [
      derivedId('ord', 'sin', 'ab', 'c'),
      derivedId('ord', 'sin', 'a', 'bc'),
      derivedId('ord', 'sin', 'abc'),
      derivedId('ord', 'sin', 'abc', ''),
      derivedId('ord', 'syd', 'abc'),
    ]
    assert.equal(new Set(ids).size, ids.length)
  })

  test('is the same today as when the first one was stored', () => {
    assert.equal(derivedId('ord', 'sin', 'key-1'), `ord_sin_${digest('key-1').slice(0, 26)}`)
    // SHA-256 of "abc" begins ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 (FIPS 180-2, appendix B.1).
    const value = valueOf(digest('abc'))
    assert.equal(value.toString(16), 'ba7816bf8f01cfea414140de5dae2223b00361a3')
  })
})

suite('the parts of an id', () => {
  test('are found again', () => {
    const id = 'car_syd_06b2_with_more'
    assert.equal(homeOf(id), 'syd')
    assert.equal(bodyOf(id), '06b2_with_more')
    assert.equal(siblingId('ord', id), 'ord_syd_06b2_with_more')
  })

  test('a text that is no id has no home', () => {
    for (const text of ['', '_', '__', 'ord', 'ord_', 'ord_sin', '_sin_x', 'ord__x', 'kettle']) {
      assert.equal(homeOf(text), null, text)
    }
  })
})

/** What Crockford's base 32 says. */
function valueOf(text: string): bigint {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz'
  return Array.from(text).reduce((sum, letter) => sum * 32n + BigInt(letters.indexOf(letter)), 0n)
}
