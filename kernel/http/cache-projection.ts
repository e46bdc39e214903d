import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Service } from '#kernel/service/define-service.ts'
import type { Projection } from '#kernel/service/projection.ts'

/** Drops kept answers when something they show has changed, in whichever region it changed. */
export function cacheProjection(
  services: readonly Service[],
  invalidate: (tags: readonly string[] | 'all') => void,
): Projection {
  const staleTags = new Map(services.flatMap(({ invalidates }) => Object.entries(invalidates)))
  const tagsOf = ({ type, documentId, data }: StoredEvent) =>
    staleTags.get(type)?.({ documentId, data }) ?? []
  return {
    name: 'runtime.response-cache',
    on: [...staleTags.keys()],
    // Kept answers live as long as the process: it starts with none, so it starts at the end. Starting
    // again means that changes may have been missed.
    position: async () => null,
    rebuild: async () => invalidate('all'),
    apply: async (events) => {
      if (events.length > 0) invalidate([...new Set(events.flatMap(tagsOf))])
    },
  }
}
