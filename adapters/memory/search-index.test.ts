import { MemorySearchIndex } from '#adapters/memory/search-index.ts'
import { searchIndexSuite } from '#kernel/testing/search-index-suite.ts'

searchIndexSuite('the search index in memory', async () => ({
  index: new MemorySearchIndex(),
  close: async () => {},
}))
