import type { Decider } from '#kernel/core/decider.ts'
import type { Instant } from '#kernel/core/instant.ts'
import { sameData } from '#kernel/core/same-data.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import {
  catalogRefusals,
  keepCatalogEvents,
  type CollectionInput,
  type CollectionRemoved,
  type CollectionSaved,
} from '#services/catalog/contract.ts'
import { indexKey, sortableNumber, sortableText } from '#services/catalog/index-key.ts'

export type CollectionState =
  | { readonly is: 'absent' }
  | { readonly is: 'kept'; readonly collection: CollectionInput }

export type CollectionCommand =
  | { readonly type: 'save'; readonly at: Instant; readonly input: CollectionInput }
  | { readonly type: 'remove'; readonly at: Instant }

export const collection = defineAggregate<
  CollectionState,
  CollectionCommand,
  CollectionSaved | CollectionRemoved
>({
  kind: 'collection',
  prefix: 'col',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: keepCatalogEvents,
  decider: { initial: { is: 'absent' }, decide, evolve },
  indexes: {
    position: (state) =>
      state.is === 'kept'
        ? [
            indexKey(
              sortableNumber(state.collection.position),
              sortableText(state.collection.title),
            ),
          ]
        : [],
  },
})

type CollectionDecider = Decider<
  CollectionState,
  CollectionCommand,
  CollectionSaved | CollectionRemoved
>

function decide(
  state: CollectionState,
  command: CollectionCommand,
): ReturnType<CollectionDecider['decide']> {
  if (command.type === 'save') {
    if (state.is === 'kept' && sameData(state.collection, command.input)) return []
    return [{ type: 'catalog.collection-saved', collection: command.input }]
  }
  if (state.is === 'absent') {
    return catalogRefusals.collectionNotFound('It was never saved, or it has been removed.')
  }
  return [{ type: 'catalog.collection-removed', handle: state.collection.handle }]
}

function evolve(
  _state: CollectionState,
  event: CollectionSaved | CollectionRemoved,
): CollectionState {
  return event.type === 'catalog.collection-saved'
    ? { is: 'kept', collection: event.collection }
    : { is: 'absent' }
}
