import type { DocumentQueue } from '#kernel/commands/document-queue.ts'
import type { Executed, Executor, Instruction } from '#kernel/commands/executor.ts'
import { Fault } from '#kernel/core/fault.ts'
import { homeOf } from '#kernel/core/id.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** Commands of this region: through the gate of the serving map, into the queue of the document. */
export function handleCommand(serving: Serving, queue: DocumentQueue): Executor {
  return {
    execute({ aggregate, id, command, marks = [], ifVersion }: Instruction): Promise<Executed> {
      return serving.within(id, async () => {
        const executed = await queue.run(aggregate, id, { command, marks, ifVersion })
        // What was written, the fence has let through, and the peer has it with all before it. An
        // answer without a commit is checked here: it may rest on what only this region has, or on
        // what this region has missed while it slept or was cut off.
        const written = executed.outcome === 'decided' && executed.changed
        if (written) return executed
        await serving.confirm()
        if (!serving.serves(homeOf(id) ?? '')) throw new Fault('not-serving')
        return executed
      })
    },
  }
}
