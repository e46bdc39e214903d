// Secrets that nobody has to remember: long and random, so a plain hash keeps them. Passwords are
// short and guessed; they go through kernel/ports/password-hasher.ts.

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** 256 bits in hexadecimal. @param random 32 bytes */
export const secretFrom = (random: Uint8Array): string => bytesToHex(random)
export const secretBytes = 32

/** What is kept of a secret. */
export const hashOfSecret = (secret: string): string => bytesToHex(sha256(utf8ToBytes(secret)))
