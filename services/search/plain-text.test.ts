import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainText, plainTextMax } from '#services/search/plain-text.ts'

const cases: readonly (readonly [string, string])[] = [
  ['<p>Green <b>tea</b>,<br/>50&nbsp;g</p>', 'Green tea , 50 g'],
  [
    'Fish &amp; chips &#8364;5 &#x20AC;6 caf&eacute; &Eacute;clair',
    'Fish & chips €5 €6 café Éclair',
  ],
  ['<style>p { color: red }</style>Red<script>if (a < b) alert("x")</script> cup', 'Red cup'],
  ['<!-- <p>hidden</p> -->shown<!-- never ends', 'shown'],
  ['<a title="3 > 2" href=\'x\'>more</a>', 'more'],
  ['5 < 6 and a<b', '5 < 6 and a'],
  ['Tom & Jerry &unknown; &#0; &#xD800;', 'Tom & Jerry &unknown;'],
  ['<script/>seen', 'seen'],
  ['<SCRIPT>no</Script >yes', 'yes'],
  ['&valueOf; &toString;', '&valueOf; &toString;'],
  ['<p', ''],
  ['', ''],
]

for (const [html, text] of cases) {
  test(`the words of ${JSON.stringify(html)}`, () => {
    assert.equal(plainText(html), text)
  })
}

test('an endless description is cut', () => {
  assert.equal(plainText('word '.repeat(plainTextMax)).length, plainTextMax)
})

test('hostile HTML takes no longer than its length', () => {
  for (const html of ['<script>'.repeat(60_000), '<a "'.repeat(120_000), '<!--<'.repeat(90_000)]) {
    assert.ok(plainText(html).length <= plainTextMax)
  }
})

test('whatever comes in, text comes out', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '&', '"', '=', '/', 'a', ';', '!', '-', ' ') }),
      (html) => {
        assert.equal(plainText(html), plainText(html).trim())
      },
    ),
  )
})
