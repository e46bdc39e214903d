import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapeXml, htmlFromText, textFromHtml } from '#cli/catalog-files/html.ts'
import { isMediaAddress } from '#cli/catalog-files/media-address.ts'

test('the words of a description come without markup, scripts and styles', () => {
  const html =
    '<style>p{}</style><p>Two&nbsp;&amp; three</p><script>alert(1)</script><p>caf&#233; &unknown;</p>'
  assert.equal(textFromHtml(html), 'Two & three café &unknown;')
  assert.equal(textFromHtml('<p>open <script>never closed'), 'open')
})

test('plain text becomes paragraphs, HTML stays', () => {
  assert.equal(htmlFromText('a < b\n\nc'), '<p>a &lt; b</p><p>c</p>')
  assert.equal(htmlFromText('<b>x</b>'), '<b>x</b>')
})

test('what XML forbids does not get into it', () => {
  assert.equal(escapeXml('a\u0001<"&\u000b'), 'a&lt;&quot;&amp;')
})

test('only addresses that a browser may load are pictures', () => {
  for (const url of [
    'https://example.com/a b.png',
    '//cdn.example.com/a',
    '/media/a.svg',
    'a.png',
  ]) {
    assert.ok(isMediaAddress(url), url)
  }
  for (const url of [
    'javascript:alert(1)',
    'data:image/png;base64,x',
    'JaVaScRiPt:x',
    'a\nb',
    '/\\x',
  ]) {
    assert.ok(!isMediaAddress(url), url)
  }
})
