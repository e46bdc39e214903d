import type { Language } from '#services/orders/contract.ts'

const spoken: ReadonlyMap<string, Language> = new Map([
  ['en', 'en'],
  ['zh', 'zh-Hans'],
])

/** The language that a browser likes most of those that the mails have (RFC 9110, 12.5.4). */
export function spokenOf(acceptLanguage: string | undefined): Language | undefined {
  const wanted = (acceptLanguage ?? '').split(',').map((one) => {
    const [range = '', weight = ''] = one.split(';')
    const [, quality = '1'] = /^\s*q=([\d.]+)\s*$/i.exec(weight) ?? []
    const [primary = ''] = range.trim().toLowerCase().split('-')
    return { language: spoken.get(primary), quality: Number(quality) }
  })
  return wanted
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .toSorted((one, other) => other.quality - one.quality)[0]?.language
}
