import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Signatures } from '#kernel/ports/signatures.ts'

/** A signature of more than five minutes ago, or from the future, was not sent just now. */
const ageMaxS = 300

/** HMAC-SHA256 over `timestamp.body`, in hexadecimal. @param secrets by the name of the sender */
export function hmacSignatures(secrets: Readonly<Record<string, string>>): Signatures {
  return {
    verify: (secretName, payload, timestamp, signature) => {
      const secret = secrets[secretName]
      const ageS = Math.abs(Date.now() / 1_000 - Number(timestamp))
      if (secret === undefined || !(ageS <= ageMaxS)) return false
      const expected = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest()
      const given = Buffer.from(signature.replace(/^sha256=/, ''), 'hex')
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}
