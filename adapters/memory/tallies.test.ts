import { MemoryTallies } from '#adapters/memory/tallies.ts'
import { talliesSuite } from '#kernel/testing/tallies-suite.ts'

talliesSuite('memory', async () => new MemoryTallies())
