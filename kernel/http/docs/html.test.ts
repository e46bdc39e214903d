import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { html, prose } from '#kernel/http/docs/html.ts'

test('what is put into a template is escaped unless it is HTML', () => {
  const inner = html`<b>${'<&"'}</b>`
  equal(
    html`<p>${inner}${[inner]}${null}${3}</p>`.text,
    '<p><b>&lt;&amp;&quot;</b><b>&lt;&amp;&quot;</b>3</p>',
  )
})

test('prose has paragraphs, lists and code', () => {
  equal(prose('a `<b>`\n\nc').text, '<p>a <code>&lt;b&gt;</code></p><p>c</p>')
  equal(prose('- a\n- b').text.replace(/\s+/g, ''), '<ul><li>a</li><li>b</li></ul>')
})
