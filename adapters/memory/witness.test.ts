import { MemoryWitness } from '#adapters/memory/witness.ts'
import { witnessSuite } from '#kernel/testing/witness-suite.ts'

witnessSuite('memory', async (initial) => ({
  witness: new MemoryWitness(initial),
  close: async () => {},
}))
