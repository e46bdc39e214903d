import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { isFault } from '#kernel/core/fault.ts'
import type {
  NumberRange,
  SearchEntry,
  SearchIndex,
  SearchRequest,
} from '#kernel/ports/search-index.ts'

/** @param open gives an empty index; called once per test */
export function searchIndexSuite(
  name: string,
  open: () => Promise<{ readonly index: SearchIndex; close(): Promise<void> }>,
): void {
  function searchTest(says: string, body: (index: SearchIndex) => Promise<void>): void {
    test(says, async () => {
      const opened = await open()
      try {
        await body(opened.index)
      } finally {
        await opened.close()
      }
    })
  }

  suite(name, () => {
    searchTest('an entry is found by the words of its title and of its text', async (index) => {
      await index.put([
        entry('a', { title: 'Red kettle', text: 'Boils water quickly.' }),
        entry('b', { title: 'Blue kettle', text: 'Whistles.' }),
      ])
      assert.deepEqual(await found(index, 'kettle'), ['a', 'b'])
      assert.deepEqual(await found(index, 'water'), ['a'])
      assert.deepEqual(await found(index, 'kettle whistles'), ['b'])
      assert.deepEqual(await found(index, 'kettle red boils blue'), [])
      assert.deepEqual(await found(index, 'teapot'), [])
    })

    searchTest('case, accents and marks between words do not matter', async (index) => {
      await index.put([entry('a', { title: 'CAFÉ-Crème “Größe” no. 7' })])
      for (const text of ['café', 'CAFE', 'creme', 'Crème, café!', 'große', '7', 'cafe-creme']) {
        assert.deepEqual(await found(index, text), ['a'], text)
      }
    })

    searchTest('letters of any script are words', async (index) => {
      await index.put([entry('a', { title: '青花 茶壶' }), entry('b', { title: 'จาน เซรามิก' })])
      assert.deepEqual(await found(index, '茶壶'), ['a'])
      assert.deepEqual(await found(index, 'เซรามิก'), ['b'])
    })

    searchTest('the last word may be the beginning of a longer one', async (index) => {
      await index.put([entry('a', { title: 'Copper kettle' })])
      assert.deepEqual(await found(index, 'copper ket'), ['a'])
      assert.deepEqual(await found(index, 'cop kettle'), [])
      assert.deepEqual(await found(index, 'ettle'), [])
    })

    searchTest('a search without words finds everything', async (index) => {
      await index.put([entry('b'), entry('a')])
      assert.deepEqual(await found(index, ''), ['a', 'b'])
      assert.deepEqual(await found(index, ' &|!:*()\'"\\ '), ['a', 'b'])
    })

    searchTest('a word in the title counts for more than one in the text', async (index) => {
      await index.put([
        entry('a', { title: 'Trivet', text: 'For a hot kettle.' }),
        entry('b', { title: 'Kettle', text: 'Copper.' }),
      ])
      assert.deepEqual(await found(index, 'kettle'), ['b', 'a'])
    })

    searchTest('a filter wants one of its values, and every filter counts', async (index) => {
      await index.put(mugs)
      const filtered = (filters: SearchRequest['filters']) => found(index, '', { filters })
      assert.deepEqual(await filtered({ colour: ['red'] }), ['m1', 'm2'])
      assert.deepEqual(await filtered({ colour: ['red', 'blue'] }), ['m1', 'm2', 'm3'])
      assert.deepEqual(await filtered({ colour: ['red'], vendor: ['Acme'] }), ['m1'])
      assert.deepEqual(await filtered({ colour: ['green'] }), [])
      assert.deepEqual(await filtered({ size: ['L'] }), [])
    })

    searchTest('a range takes numbers from its lower to its upper bound', async (index) => {
      await index.put([
        entry('a', { numbers: { price: 900 } }),
        entry('b', { numbers: { price: 10_000 } }),
        entry('c'),
        entry('d', { numbers: { price: -5.5 } }),
      ])
      const within = (price: NumberRange) => found(index, '', { ranges: { price } })
      assert.deepEqual(await within({ from: 900, to: 10_000 }), ['a', 'b'])
      assert.deepEqual(await within({ from: 901 }), ['b'])
      assert.deepEqual(await within({ to: 900 }), ['a', 'd'])
      assert.deepEqual(await within({}), ['a', 'b', 'd'])
      assert.deepEqual(await within({ from: 2, to: 1 }), [])
      const unknown = { ranges: { weight: { from: 0 } } }
      assert.deepEqual(await found(index, '', unknown), [])
    })

    searchTest('facets count what the search found, the most frequent first', async (index) => {
      await index.put(mugs)
      const request = { text: '', filters: {}, facets: ['vendor', 'colour', 'size'], limit: 1 }
      assert.deepEqual((await index.search(request)).facets, {
        vendor: [
          { value: 'Bolt', count: 2 },
          { value: 'Acme', count: 1 },
        ],
        colour: [
          { value: 'red', count: 2 },
          { value: 'blue', count: 1 },
          { value: 'white', count: 1 },
        ],
        size: [],
      })
      const red = await index.search({
        ...request,
        facets: ['vendor'],
        filters: { colour: ['red'] },
      })
      assert.deepEqual(red.facets, {
        vendor: [
          { value: 'Acme', count: 1 },
          { value: 'Bolt', count: 1 },
        ],
      })
    })

    searchTest('results are sorted by a number, and those without it come last', async (index) => {
      await index.put([
        entry('a', { numbers: { price: 900 } }),
        entry('b', { numbers: { price: 10_000 } }),
        entry('c'),
        entry('d', { numbers: { price: -5.5 } }),
        entry('e', { numbers: { price: 900 } }),
      ])
      const sorted = (descending: boolean) =>
        found(index, '', { sort: { number: 'price', descending } })
      assert.deepEqual(await sorted(false), ['d', 'a', 'e', 'b', 'c'])
      assert.deepEqual(await sorted(true), ['b', 'a', 'e', 'd', 'c'])
    })

    searchTest('pages follow one another and the last has no cursor', async (index) => {
      await index.put(['a', 'b', 'c', 'd'].map((id) => entry(id, { title: 'mug' })))
      const request = { text: 'mug', filters: {}, facets: [], limit: 2 }
      const first = await index.search(request)
      assert.deepEqual(first.ids, ['a', 'b'])
      assert.ok(first.next)
      const second = await index.search({ ...request, cursor: first.next })
      assert.deepEqual(second, { ids: ['c', 'd'], next: null, facets: {} })
    })

    searchTest('a cursor that this search did not give out is refused', async (index) => {
      await index.put(mugs)
      const request = { text: 'mug', filters: {}, facets: [], limit: 1 }
      const { next } = await index.search(request)
      assert.ok(next)
      const wrong = [
        { ...request, cursor: 'nonsense' },
        { ...request, cursor: '' },
        { ...request, text: 'other', cursor: next },
        { ...request, filters: { colour: ['red'] }, cursor: next },
        { ...request, ranges: { price: { from: 1 } }, cursor: next },
      ]
      for (const asked of wrong) {
        await assert.rejects(index.search(asked), (error) => isFault(error, 'bad-cursor'))
      }
    })

    searchTest(
      'putting an entry again replaces it, and the last of a batch wins',
      async (index) => {
        await index.put([entry('a', { title: 'kettle', facets: { colour: ['red'] } })])
        await index.put([entry('a', { title: 'teapot' }), entry('a', { title: 'jug' })])
        assert.deepEqual(await found(index, 'kettle'), [])
        assert.deepEqual(await found(index, 'teapot'), [])
        assert.deepEqual(await found(index, 'jug'), ['a'])
        assert.deepEqual(await found(index, '', { filters: { colour: ['red'] } }), [])
        await index.put([])
      },
    )

    searchTest('what was removed is not found', async (index) => {
      await index.put([entry('a'), entry('b')])
      await index.remove(['a', 'unknown'])
      assert.deepEqual(await found(index, ''), ['b'])
      await index.remove([])
    })

    searchTest(
      'the position of the projection is kept until the index is cleared',
      async (index) => {
        assert.equal(await index.position(), null)
        await index.setPosition('cursor-1')
        await index.setPosition('cursor-2')
        assert.equal(await index.position(), 'cursor-2')
        await index.put([entry('a')])
        await index.clear()
        assert.equal(await index.position(), null)
        assert.deepEqual(await found(index, ''), [])
      },
    )
  })
}

function entry(id: string, given: Partial<SearchEntry> = {}): SearchEntry {
  return { id, title: '', text: '', facets: {}, numbers: {}, ...given }
}

const mugs = [
  entry('m1', { title: 'Mug', facets: { vendor: ['Acme'], colour: ['red', 'white'] } }),
  entry('m2', { title: 'Mug', facets: { vendor: ['Bolt'], colour: ['red'] } }),
  entry('m3', { title: 'Mug', facets: { vendor: ['Bolt'], colour: ['blue'] } }),
]

async function found(
  index: SearchIndex,
  text: string,
  given: Partial<SearchRequest> = {},
): Promise<readonly string[]> {
  const { ids } = await index.search({ text, filters: {}, facets: [], limit: 20, ...given })
  return ids
}
