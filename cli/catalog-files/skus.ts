import { shortened, slug } from '#cli/catalog-files/slug.ts'

const skuMax = 255

/**
 * Gives every variant of a file a SKU of its own. The first to claim one keeps it; others, and those
 * without, get one that follows from handle and option values, so that it is the same next time.
 */
export function newSkuBook(): SkuBook {
  const taken = new Set<string>()
  return {
    take(wanted, handle, options) {
      const asked = wanted === null ? null : shortened(wanted, skuMax)
      if (asked !== null && !taken.has(asked)) {
        taken.add(asked)
        return { sku: asked, repeated: false }
      }
      const values = options.map(slug).filter((value) => value !== '')
      const generated = [handle, ...values].join('-')
      const candidates =
        wanted === null
          ? [generated]
          : [[wanted, ...values].join('-'), [wanted, handle, ...values].join('-')]
      const sku = firstFree(candidates, taken)
      taken.add(sku)
      return { sku, repeated: wanted !== null }
    },
  }
}

export interface SkuBook {
  /** @param wanted the SKU in the file, null when there is none */
  take(
    wanted: string | null,
    handle: string,
    options: readonly string[],
  ): { readonly sku: string; readonly repeated: boolean }
}

/** The SKU as we keep it: no blanks or line ends around or in it, no protective apostrophe. */
export function skuFrom(cell: string): string | null {
  const sku = cell
    .replace(/^\s*'+/, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return sku === '' ? null : sku
}

function firstFree(candidates: readonly string[], taken: ReadonlySet<string>): string {
  for (const candidate of candidates) {
    const sku = shortened(candidate, skuMax)
    if (!taken.has(sku)) return sku
  }
  const last = candidates.at(-1) ?? ''
  for (let number = 2; ; number += 1) {
    const sku = shortened(`${last}-${number}`, skuMax)
    if (!taken.has(sku)) return sku
  }
}
