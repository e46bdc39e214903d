const secretMembers = new Set(
  'authorization cookie set-cookie token secret password email card number cvc'.split(' '),
)
const depthMax = 8
const hidden = '[redacted]'

/** The same data for a log or a span, without what must never be written down. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubbed(value)
  if (typeof value !== 'object' || value === null || value instanceof Error) return value
  if (depth === depthMax) return '[deep]'
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      secretMembers.has(name.toLowerCase()) ? hidden : withoutSecrets(member, depth + 1),
    ]),
  )
}

/** Each thing to hide has one of these; every attribute of every span is looked at, and few have any. */
const suspicious = /[@\s]|(?:tok|sk|pk)_|\d(?:-?\d){12}/

/** A text without credentials, mail addresses and digits that could be a card's. */
export function scrubbed(text: string): string {
  if (!suspicious.test(text)) return text
  return text
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`)
    .replace(/\b(tok|sk|pk)_\w+/g, hidden)
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+/g, hidden)
    .replace(/\b\d(?:[ -]?\d){12,18}\b/g, (digits) => (passesLuhn(digits) ? hidden : digits))
}

/** The check digit of ISO/IEC 7812-1. */
function passesLuhn(digits: string): boolean {
  const sum = digits
    .replace(/\D/g, '')
    .split('')
    .reverse()
    .map(Number)
    .reduce((total, digit, place) => {
      const doubled = place % 2 === 1 ? digit * 2 : digit
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return sum % 10 === 0
}
