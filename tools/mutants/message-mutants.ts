import type { Mutant } from '#tools/mutants/mutant.ts'

const queue = 'kernel/commands/document-queue.ts'
const deliver = 'kernel/events/deliver.ts'
const memoryLedger = 'adapters/memory/changes.ts'
const idempotency = 'kernel/http/idempotency.ts'

/** Mistakes in how a message takes effect, and takes effect once. */
export const messageMutants: readonly Mutant[] = [
  {
    name: 'consumes-in-a-second-commit',
    says: 'A crash between effect and mark makes a message count twice.',
    edits: [
      {
        file: queue,
        from: 'consumes: { deliveries: decided.flatMap(({ work }) => work.delivery ?? []), marks },',
        to: 'consumes: { deliveries: [], marks },',
      },
      {
        file: queue,
        from: 'this.#hot.set(key, after)',
        to: 'this.#hot.set(key, after)\n      await this.#finish(decision)',
      },
    ],
  },
  {
    name: 'takes-from-the-other-region-without-a-mark',
    says: 'Units that are handed over twice count twice.',
    edits: [
      {
        file: deliver,
        from: "marks: leavesMark ? [{ id: delivery.id, digest: '' }] : [],",
        to: 'marks: [],',
      },
    ],
  },
  {
    name: 'version-check-off-by-one',
    says: 'Two decisions on one version are both stored, and the second forgets the first.',
    edits: [
      {
        file: memoryLedger,
        from: 'if (version !== expectedVersion) {',
        to: 'if (version > expectedVersion + 1) {',
      },
    ],
  },
  {
    name: 'reads-before-it-locks',
    says: 'Two reservations read one stock, and the one that is stored last forgets the other.',
    edits: [
      {
        file: queue,
        from: 'const queue = this.#queues.get(key)\n',
        to: 'void this.#settle(key, aggregate, id, [waiting]).catch(reject)\n      return\n',
      },
      {
        file: queue,
        from: `      if (queue) {
        queue.push(waiting)
        return
      }
`,
        to: '',
      },
      { file: memoryLedger, from: 'if (version !== expectedVersion) {', to: 'if (version < 0) {' },
      {
        file: memoryLedger,
        from: 'Object.freeze({ kind, id, version: expectedVersion + 1,',
        to: 'Object.freeze({ kind, id, version: (store.documents.get(key)?.document.version ?? 0) + 1,',
      },
      {
        file: memoryLedger,
        from: "for (const event of events) changes.push({ table: 'events', key: event.id, row: event })",
        to: `for (const [place, event] of events.entries()) {
    const { version } = document
    const row = { ...event, id: \`\${id}/\${version}.\${place}\`, version }
    changes.push({ table: 'events', key: row.id, row })
  }`,
      },
    ],
  },
  {
    name: 'ledger-takes-a-mark-twice',
    says: 'A message that was consumed before is consumed again.',
    edits: [
      {
        file: memoryLedger,
        from: '...consumes.marks.map((mark) => mark.id).filter((mark) => store.marks.has(mark)),',
        to: '',
      },
    ],
  },
  {
    name: 'keys-count-in-one-region-only',
    says: 'A shopper who asks again in the other region orders twice.',
    edits: [
      {
        file: idempotency,
        from: 'const marks = await Promise.all(homes.map((home) => ledger.mark(markId(home, key))))',
        to: 'const marks = await Promise.all(homes.slice(0, 1).map((home) => ledger.mark(markId(home, key))))',
      },
    ],
  },
  {
    name: 'keys-are-not-marked',
    says: 'A repeat whose first answer was lost makes another cart.',
    edits: [
      {
        file: 'kernel/http/command-route.ts',
        from: 'return await takeCommand(options, limits, { ...asked, mark })',
        to: 'return await takeCommand(options, limits, { ...asked, mark: mark && null })',
      },
    ],
  },
  {
    name: 'poison-never-becomes-a-dead-letter',
    says: 'A delivery that always fails is tried for ever, and nobody is told.',
    edits: [
      {
        file: 'kernel/events/backoff.ts',
        from: 'if (attempts >= (worldFailed ? attemptsOnFaultMax : attemptsMax)) return null',
        to: 'if (attempts >= (worldFailed ? attemptsOnFaultMax : 1e9)) return null',
      },
    ],
  },
  {
    name: 'poison-blocks-the-queue',
    says: 'A delivery that fails keeps the only worker waiting with it.',
    edits: [
      { file: deliver, from: 'const workersMax = 128', to: 'const workersMax = 1' },
      {
        file: deliver,
        from: 'onFailure(delivery, error, waitMs === null)',
        to: 'await ports.clock.sleep(3_600_000)\n      onFailure(delivery, error, waitMs === null)',
      },
    ],
  },
  {
    name: 'last-attempt-vanishes',
    says: 'A delivery that failed at every attempt is gone, and nobody can see it.',
    edits: [
      {
        file: deliver,
        from: `      const says = messageOf(error)
      await serving.withinHome(delivery.home, () =>`,
        to: `      const says = messageOf(error)
      await serving.withinHome(delivery.home, () =>
        waitMs === null ? ledger.finish([delivery.id]) :`,
      },
    ],
  },
  {
    name: 'finishes-what-the-peer-refused',
    says: 'A delivery that the other region could not carry out counts as done.',
    edits: [
      {
        file: deliver,
        from: 'const done = batch.filter((_, position) => outcomes[position]?.done)',
        to: 'const done = batch.filter((_, position) => outcomes[position] !== undefined)',
      },
    ],
  },
  {
    name: 'unknown-commit-told-as-done',
    says: 'What may never have been committed is acknowledged.',
    edits: [
      {
        file: queue,
        from: `        for (const work of rest) work.reject(error)
        return`,
        to: `        if (isFault(error, 'outcome-unknown')) answer(decision, after)
        for (const work of rest) work.reject(error)
        return`,
      },
    ],
  },
  {
    name: 'events-forget-their-deliveries',
    says: 'A commit of several commands keeps the deliveries of the first only.',
    edits: [
      {
        file: queue,
        from: 'deliveries.push(...asked)',
        to: 'if (deliveries.length === 0) deliveries.push(...asked)',
      },
    ],
  },
]
