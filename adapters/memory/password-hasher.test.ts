import { plainHasher } from '#adapters/memory/password-hasher.ts'
import { passwordHasherSuite } from '#kernel/testing/password-hasher-suite.ts'

passwordHasherSuite(plainHasher)
