import type { DocumentQueue } from '#kernel/commands/document-queue.ts'
import type { Executed, Executor, Instruction } from '#kernel/commands/executor.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** Commands of this region: through the gate of the serving map, into the queue of the document. */
export function handleCommand(serving: Serving, queue: DocumentQueue): Executor {
  return {
    execute({ aggregate, id, command, marks = [], ifVersion }: Instruction): Promise<Executed> {
      return serving.within(id, () => queue.run(aggregate, id, { command, marks, ifVersion }))
    },
  }
}
