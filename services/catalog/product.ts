import type { Decider } from '#kernel/core/decider.ts'
import type { Instant } from '#kernel/core/instant.ts'
import { sameData } from '#kernel/core/same-data.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import type { Fleeting } from '#kernel/service/fleeting.ts'
import {
  catalogRefusals,
  keepCatalogEvents,
  type Product,
  type ProductInput,
  type ProductRemoved,
  type ProductSaved as SavedInLog,
} from '#services/catalog/contract.ts'
import { productFlaw } from '#services/catalog/product-flaw.ts'
import { productIndexes } from '#services/catalog/product-indexes.ts'

export type ProductState =
  | { readonly is: 'absent' }
  | { readonly is: 'kept'; readonly product: Product }

export type ProductCommand =
  | {
      readonly type: 'save'
      readonly at: Instant
      readonly id: string
      readonly input: ProductInput
    }
  | {
      readonly type: 'set-status'
      readonly at: Instant
      readonly status: ProductInput['status']
    }
  | { readonly type: 'remove'; readonly at: Instant }

export type ProductSaved = SavedInLog & Fleeting<{ readonly product: Product }>

export const product = defineAggregate<ProductState, ProductCommand, ProductSaved | ProductRemoved>(
  {
    kind: 'product',
    prefix: 'prd',
    home: 'primary',
    durability: 'everywhere',
    keepEvents: keepCatalogEvents,
    decider: { initial: { is: 'absent' }, decide, evolve },
    indexes: productIndexes,
  },
)

type ProductDecider = Decider<ProductState, ProductCommand, ProductSaved | ProductRemoved>

function decide(
  state: ProductState,
  command: ProductCommand,
): ReturnType<ProductDecider['decide']> {
  if (command.type === 'save') {
    const flaw = productFlaw(command.input)
    if (flaw) return flaw
    const createdAt = state.is === 'kept' ? state.product.createdAt : command.at
    return saved(state, { ...command.input, id: command.id, createdAt })
  }
  if (state.is === 'absent') {
    return catalogRefusals.productNotFound('It was never saved, or it has been removed.')
  }
  return command.type === 'set-status'
    ? saved(state, { ...state.product, status: command.status })
    : [removed(state.product)]
}

function saved(before: ProductState, after: Product): readonly ProductSaved[] {
  if (before.is === 'absent') return [savedEvent(after, after)]
  return sameData(before.product, after) ? [] : [savedEvent(before.product, after)]
}

function savedEvent(before: Product, after: Product): ProductSaved {
  return {
    type: 'catalog.product-saved',
    handle: after.handle,
    categories: [...new Set([...before.categories, ...after.categories])],
    collections: [...new Set([...before.collections, ...after.collections])],
    fleeting: { product: after },
  }
}

function removed({ id, handle, categories, collections }: Product): ProductRemoved {
  return { type: 'catalog.product-removed', productId: id, handle, categories, collections }
}

function evolve(_state: ProductState, event: ProductSaved | ProductRemoved): ProductState {
  return event.type === 'catalog.product-saved'
    ? { is: 'kept', product: event.fleeting.product }
    : { is: 'absent' }
}
