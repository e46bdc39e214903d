import type { Decider } from '#kernel/core/decider.ts'
import type { Instant } from '#kernel/core/instant.ts'
import { sameData } from '#kernel/core/same-data.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import {
  catalogRefusals,
  keepCatalogEvents,
  type CategoryInput,
  type CategoryRemoved,
  type CategorySaved,
} from '#services/catalog/contract.ts'
import { indexKey, sortableNumber, sortableText } from '#services/catalog/index-key.ts'

export type CategoryState =
  | { readonly is: 'absent' }
  | { readonly is: 'kept'; readonly category: CategoryInput }

export type CategoryCommand =
  | { readonly type: 'save'; readonly at: Instant; readonly input: CategoryInput }
  | { readonly type: 'remove'; readonly at: Instant }

export const category = defineAggregate<
  CategoryState,
  CategoryCommand,
  CategorySaved | CategoryRemoved
>({
  kind: 'category',
  prefix: 'cat',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: keepCatalogEvents,
  decider: { initial: { is: 'absent' }, decide, evolve },
  indexes: {
    position: (state) =>
      state.is === 'kept'
        ? [indexKey(sortableNumber(state.category.position), sortableText(state.category.title))]
        : [],
  },
})

type CategoryDecider = Decider<CategoryState, CategoryCommand, CategorySaved | CategoryRemoved>

function decide(
  state: CategoryState,
  command: CategoryCommand,
): ReturnType<CategoryDecider['decide']> {
  if (command.type === 'save') {
    const { input } = command
    if (input.parent === input.handle) {
      return catalogRefusals.ownParent(`"${input.handle}" names itself as parent.`, '/parent')
    }
    if (state.is === 'kept' && sameData(state.category, input)) return []
    return [{ type: 'catalog.category-saved', category: input }]
  }
  if (state.is === 'absent') {
    return catalogRefusals.categoryNotFound('It was never saved, or it has been removed.')
  }
  return [{ type: 'catalog.category-removed', handle: state.category.handle }]
}

function evolve(_state: CategoryState, event: CategorySaved | CategoryRemoved): CategoryState {
  return event.type === 'catalog.category-saved'
    ? { is: 'kept', category: event.category }
    : { is: 'absent' }
}
