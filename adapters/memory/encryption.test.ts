import { MemoryEncryption } from '#adapters/memory/encryption.ts'
import { encryptionSuite } from '#kernel/testing/encryption-suite.ts'

encryptionSuite(new MemoryEncryption())
