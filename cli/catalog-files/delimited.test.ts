import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { brokenRecordsMax, recordCharsMax, recordsOf } from '#cli/catalog-files/delimited.ts'

async function read(text: string, size = text.length || 1, delimiter = ',') {
  async function* chunks() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
  }
  const records = []
  for await (const batch of recordsOf(chunks(), delimiter)) records.push(...batch)
  return records
}

test('a record knows the line on which it starts, after cells with line ends in them', async () => {
  assert.deepEqual(await read('a,b\r\n"x\r\ny",1\r\n\r\nlast,"q""q"'), [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x\r\ny', '1'] },
    { line: 4, cells: [''] },
    { line: 5, cells: ['last', 'q"q'] },
  ])
})

test('blanks between a closing quote and the separator belong to no cell', async () => {
  assert.deepEqual(await read('"a"   ,b\n"c"  \n'), [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['c'] },
  ])
})

test('a quote inside a quoted cell is text', async () => {
  assert.deepEqual(await read('"74" long, "wide" and more",5\n'), [
    { line: 1, cells: ['74" long, "wide" and more', '5'] },
  ])
})

test('a quote that is never closed costs its own line and no other', async () => {
  assert.deepEqual(await read('a,b\n"never,1\nc,2\nd,3\n'), [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, broken: 'a quote that opens on this line is never closed' },
    { line: 3, cells: ['c', '2'] },
    { line: 4, cells: ['d', '3'] },
  ])
})

test('a line that never ends is refused once, as what it is', async () => {
  const text = `a,b\n${'x'.repeat(recordCharsMax * 2 + 5)}\nc,2\n`
  for (const size of [200_000, 999_999]) {
    const records = await read(text, size)
    assert.deepEqual(
      records.map((record) => [record.line, 'broken' in record ? record.broken : record.cells[1]]),
      [
        [1, 'b'],
        [2, `the line is longer than ${recordCharsMax} characters`],
        [3, '2'],
      ],
    )
  }
})

test('a file of nothing but unclosed quotes is given up in the end', async () => {
  const records = await read('"x\n'.repeat(brokenRecordsMax * 3))
  assert.equal(records.length, brokenRecordsMax + 1)
  assert.match(JSON.stringify(records.at(-1)), /given up/)
})

test('records are the same however the text is cut into pieces', async () => {
  const text = 'h1,h2\r\n"a\r\nb","c""d"\r\n,\r\nü,"😀"\r\n"open'
  const whole = await read(text)
  for (let size = 1; size < text.length; size += 1) assert.deepEqual(await read(text, size), whole)
})

test('well-formed text reads as csv-parse reads it', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', ',', ';', '"', '\n', '\r\n', ' x', '😀'),
  })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 20 }),
      async (rows, size) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join('\n')
        const expected = parse(text, { relax_column_count: true })
        const records = await read(text, size)
        assert.deepEqual(
          records.map((record) => ('cells' in record ? record.cells : null)),
          expected,
        )
      },
    ),
    { numRuns: 200 },
  )
})
