import { MemoryBlobs } from '#adapters/memory/blobs.ts'
import { blobsSuite } from '#kernel/testing/blobs-suite.ts'

blobsSuite('blobs in memory', async () => ({ blobs: new MemoryBlobs(), close: async () => {} }))
