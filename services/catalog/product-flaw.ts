import type { Refusal } from '#kernel/core/decider.ts'
import { catalogRefusals, type ProductInput, type Variant } from '#services/catalog/contract.ts'

/** The first rule within one product that it breaks. */
export function productFlaw(product: ProductInput): Refusal | null {
  const option = firstRepeated(product.options.map(({ name }) => name))
  if (option !== null) {
    const { name } = product.options[option] ?? { name: '' }
    return catalogRefusals.duplicateOption(`"${name}" stands twice.`, `/options/${option}/name`)
  }
  for (const [position, variant] of product.variants.entries()) {
    const flaw = variantFlaw(variant, product.options.length, `/variants/${position}`)
    if (flaw) return flaw
  }
  return repeatedVariant(product)
}

function variantFlaw(variant: Variant, optionCount: number, at: string): Refusal | null {
  if (variant.options.length !== optionCount) {
    return catalogRefusals.optionCount(
      `"${variant.sku}" has ${variant.options.length} option values, the product ${optionCount} options.`,
      `${at}/options`,
    )
  }
  const price = firstRepeated(variant.prices.map(({ currency }) => currency))
  if (price === null) return null
  return catalogRefusals.duplicateCurrency(
    `"${variant.sku}" has two prices in ${variant.prices[price]?.currency}.`,
    `${at}/prices/${price}`,
  )
}

function repeatedVariant({ variants }: ProductInput): Refusal | null {
  const sku = firstRepeated(variants.map((variant) => variant.sku))
  if (sku !== null) {
    return catalogRefusals.duplicateSku(
      `"${variants[sku]?.sku}" stands twice.`,
      `/variants/${sku}/sku`,
    )
  }
  const combination = firstRepeated(variants.map(({ options }) => JSON.stringify(options)))
  if (combination === null) return null
  const values = variants[combination]?.options.join(' / ') ?? ''
  return catalogRefusals.duplicateVariant(
    values === '' ? 'A product without options has one variant only.' : `"${values}" stands twice.`,
    `/variants/${combination}/options`,
  )
}

function firstRepeated(texts: readonly string[]): number | null {
  const seen = new Set<string>()
  for (const [position, text] of texts.entries()) {
    if (seen.has(text)) return position
    seen.add(text)
  }
  return null
}
