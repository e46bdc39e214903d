import { shortened, slug } from '#cli/catalog-files/slug.ts'

const handleMax = 255

export interface HandleBook {
  /**
   * A handle of its own for each product: made of the first text with a letter or digit, and, when
   * that is taken, of it and the mark, which tells products of the same name apart.
   */
  take(texts: readonly string[], mark: string): string
}

export function newHandleBook(): HandleBook {
  const taken = new Set<string>()
  return {
    take(texts, mark) {
      const base = texts.map(slug).find((each) => each !== '') ?? 'product'
      const marked = [base, slug(mark)].filter((part) => part !== '').join('-')
      let handle = shortened(taken.has(base) ? marked : base, handleMax)
      for (let number = 2; taken.has(handle); number += 1) {
        handle = shortened(`${marked}-${number}`, handleMax)
      }
      taken.add(handle)
      return handle
    },
  }
}
