import type { Mutant } from '#tools/mutants/mutant.ts'

const controller = 'kernel/regions/controller.ts'
const handOver = 'kernel/regions/hand-over.ts'
const memoryLedger = 'adapters/memory/changes.ts'

/** Mistakes in who may write what. */
export const regionMutants: readonly Mutant[] = [
  {
    name: 'no-epoch-check',
    says: 'A region that was deposed while it was paused goes on writing.',
    edits: [
      {
        file: 'simulator/database/session.ts',
        from: "if (database.store.fence.epoch !== believed) throw new Fault('not-serving')",
        to: '',
      },
      {
        file: memoryLedger,
        from: 'if (!store.serves(homeOf(id))) {',
        to: 'if (homeOf(id) === null) {',
      },
    ],
  },
  {
    name: 'adopts-without-dropping-the-subscription',
    says: 'The tail of a lost region arrives late and overwrites what its heir has written.',
    edits: [
      {
        file: controller,
        from: `      await replication.unsubscribe()
      await replication.awaitPeer(false)
      const isForgotten`,
        to: `      await replication.awaitPeer(false)
      const isForgotten`,
      },
    ],
  },
  {
    name: 'sends-a-lost-region-what-its-heir-writes',
    faults: ['loss', 'apply-lags', 'one-way'],
    says: 'Rows of the heir arrive in a region that has changed the same ones, and PostgreSQL reports conflicts.',
    edits: [
      {
        file: controller,
        from: `const isForgotten = await forgetPeer(this.#parts)`,
        to: `const isForgotten = false`,
      },
    ],
  },
  {
    name: 'goes-on-alone-without-the-witness',
    says: 'Both halves of a cut pair serve every home.',
    edits: [
      {
        file: controller,
        from: 'await this.#apply(await witness.propose(before.epoch, next))',
        to: 'await this.#apply(next)\n      void witness.propose(before.epoch, next).catch(() => undefined)',
      },
    ],
  },
  {
    name: 'deposed-region-acknowledges-what-waits',
    says: 'Orders that only the loser of a cut pair holds are acknowledged.',
    edits: [
      {
        file: 'kernel/regions/stop-writing.ts',
        from: `  await replication.abandonWaiting()
  const fallen`,
        to: `  await replication.awaitPeer(false)
  const fallen`,
      },
    ],
  },
  {
    name: 'pairs-without-waiting-for-the-peer',
    says: 'After a return, commits are acknowledged that the peer never gets.',
    edits: [
      {
        file: controller,
        from: "await replication.awaitPeer(durability === 'synchronous')",
        to: 'await replication.awaitPeer(false)',
      },
    ],
  },
  {
    name: 'hands-over-without-catching-up',
    says: 'The new server of a home decides on documents whose last versions are still on their way.',
    edits: [
      {
        file: handOver,
        from: 'const reached = await replication.peerReached(await replication.position(), catchUpMs)',
        to: 'const reached = (await replication.position()) !== "" && catchUpMs > 0',
      },
    ],
  },
  {
    name: 'hands-over-with-the-database-open',
    says: 'A process that was replaced and wakes up writes what the peer already serves.',
    edits: [{ file: handOver, from: 'await shutter.shut(home)', to: 'void shutter' }],
  },
  {
    name: 'opens-what-another-process-has-shut',
    faults: ['replaced-in-a-hand-over', 'evacuate', 'apply-lags'],
    says: 'A process that stood still in a hand-over goes on, and its heir has let commits in.',
    edits: [
      {
        file: 'kernel/regions/shutter.ts',
        from: 'const isShutByAnother = isShut && fence.epoch === map.epoch && this.#shutAt !== fence.epoch',
        to: 'const isShutByAnother = false && isShut',
      },
    ],
  },
  {
    name: 'opens-what-it-has-not-read',
    faults: ['replaced-in-a-hand-over', 'evacuate', 'apply-lags', 'evacuate-beside-the-replaced'],
    says: 'A process opens a home that another of its region has shut a moment ago.',
    edits: [
      {
        file: 'kernel/regions/controller.ts',
        from: 'await this.#fence({ epoch: map.epoch, serves: mine }, fence)',
        to: 'await this.#fence({ epoch: map.epoch, serves: mine })',
      },
    ],
  },
  {
    name: 'comes-back-beside-its-heir',
    faults: ['replaced-in-a-copy', 'isolation', 'crash-both'],
    says: 'A process that stood still in a re-seed wakes up and empties the tables that its heir has filled.',
    edits: [
      {
        file: 'kernel/regions/controller.ts',
        from: 'replication.exclusively(() => this.#copyAndPair())',
        to: '(void replication, this.#copyAndPair())',
      },
    ],
  },
  {
    name: 'answers-from-memory-after-a-sleep',
    says: 'A shopper whose cart was made in the region that went on is told that there is none.',
    edits: [
      {
        file: 'kernel/commands/handle-command.ts',
        from: 'await serving.confirm()',
        to: 'void serving',
      },
    ],
  },
  {
    name: 'keeps-documents-in-memory-over-a-hand-over',
    says: 'A region that gets its home back reads what it wrote before it was gone.',
    edits: [
      {
        file: 'kernel/commands/document-queue.ts',
        from: 'this.#hot.clear()',
        to: 'void this.#hot.size',
      },
    ],
  },
  {
    name: 'carries-out-deliveries-of-homes-it-lost',
    says: 'A delivery takes effect in both regions, once each.',
    edits: [
      {
        file: 'kernel/events/deliver.ts',
        from: 'if (!this.#parts.serving.serves(delivery.home)) return',
        to: '',
      },
      {
        file: 'kernel/events/deliver.ts',
        from: 'const leavesMark = homeOf(delivery.documentId) !== delivery.home',
        to: 'const leavesMark = false',
      },
    ],
  },
  {
    name: 'serves-after-a-lost-answer-of-the-witness',
    says: 'A hand-over whose answer was lost leaves two regions that serve one home.',
    edits: [
      {
        file: controller,
        from: "if (granted || isFault(error, 'outcome-unknown')) serving.stop()",
        to: 'void granted',
      },
      {
        file: 'kernel/regions/propose.ts',
        from: "heard ||= isFault(error, 'outcome-unknown', 'timeout')",
        to: 'heard = false',
      },
    ],
  },
  {
    name: 'rejoins-without-a-copy',
    says: 'A region comes back with the tail that nobody acknowledged, and without what it missed.',
    edits: [
      {
        file: 'kernel/regions/copy-and-pair.ts',
        from: 'await replication.reseed(parts.onCopied)',
        to: "say('nothing is copied')",
      },
    ],
  },
  {
    name: 'comes-back-without-saving-its-tail',
    says: 'What only the lost region had is gone without a trace when it is copied anew.',
    edits: [
      {
        file: 'kernel/regions/copy-and-pair.ts',
        from: 'await (isAsynchronous ? salvageLoss(parts) : salvage(parts))',
        to: '{ salvaged: 0, report: null }',
      },
    ],
  },
  {
    name: 'never-asks-for-its-home-again',
    says: 'After an interrupted return one region serves everything for good.',
    edits: [
      {
        file: 'kernel/regions/homecoming.ts',
        from: 'if (awaitedBy(map, region).length > 0) {',
        to: 'if (awaitedBy(map, region).length > 9) {',
      },
    ],
  },
]
