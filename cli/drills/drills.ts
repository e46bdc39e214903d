import { expected, type Drill } from '#cli/drills/drill.ts'

const warmUpMs = 3_000
const afterwardsMs = 6_000
const [a, b] = ['sin', 'syd']
/** RTO that the platform promises for the loss of a region. */
const rtoMaxMs = 6_000
const survivorWaitMaxMs = 4_000
const writePauseMaxMs = 2_000

const usual = { shoppers: 12, scarceUnits: 40 }

/** Every rehearsed bad day, in the order in which `drill all` runs them. */
export const drills: readonly Drill[] = [
  {
    ...usual,
    name: 'region-loss',
    summary: 'a region is cut off from power: its Node process and its PostgreSQL end with SIGKILL',
    rehearse: async (stage) => {
      await stage.pass(warmUpMs)
      await stage.fault('kill', a)
      await stage.until(b, 'solo')
      await stage.pass(afterwardsMs)
    },
    afterwards: async (stage) => {
      await stage.rejoin(a)
    },
    alsoExpects: (report) => [
      ...expected(report.rtoMs <= rtoMaxMs, 'P7', `nobody could buy for ${report.rtoMs} ms`),
      ...expected(
        report.survivorsWaitMs <= survivorWaitMaxMs,
        'P7',
        `a shopper of the surviving region waited ${report.survivorsWaitMs} ms`,
      ),
    ],
  },
  {
    ...usual,
    name: 'postgres-loss',
    summary: 'only the PostgreSQL of a region ends with SIGKILL',
    rehearse: async (stage) => {
      await stage.pass(warmUpMs)
      await stage.fault('kill', a, { part: 'postgres' })
      await stage.until(b, 'solo')
      await stage.pass(afterwardsMs)
    },
    afterwards: async (stage) => {
      await stage.rejoin(a)
    },
    alsoExpects: (report) =>
      expected(report.rtoMs <= rtoMaxMs, 'P7', `nobody could buy for ${report.rtoMs} ms`),
  },
  {
    ...usual,
    name: 'pause',
    summary: 'a region freezes, is replaced, and wakes up again as if nothing had happened',
    rehearse: async (stage) => {
      await stage.pass(warmUpMs)
      await stage.fault('pause', a)
      await stage.until(b, 'solo')
      await stage.pass(3_000)
      await stage.fault('resume', a)
      await stage.until(a, 'out')
      await stage.pass(afterwardsMs)
    },
    afterwards: async (stage) => {
      await stage.rejoin(a)
    },
  },
  {
    ...usual,
    name: 'partition',
    summary: 'the link between the regions is cut while both go on',
    rehearse: async (stage) => {
      await stage.pass(warmUpMs)
      await stage.fault('partition')
      const survivor = await stage.survivor()
      await stage.pass(afterwardsMs)
      await stage.fault('heal')
      await stage.pass(1_000)
      stage.facts['survivor'] = survivor
    },
    afterwards: async (stage) => {
      await stage.rejoin(stage.facts['survivor'] === a ? b : a)
    },
  },
  {
    ...usual,
    name: 'witness-loss',
    summary: 'the witness goes away while both regions are well: nothing may stop',
    rehearse: async (stage) => {
      await stage.pass(warmUpMs)
      await stage.fault('witness-kill')
      await stage.pass(afterwardsMs)
      await stage.fault('witness-revive')
      await stage.pass(1_000)
    },
    alsoExpects: (report) => [
      ...expected(report.told.failed === 0, 'P7', `${report.told.failed} checkouts failed`),
      ...expected(report.rtoMs <= writePauseMaxMs, 'P7', `buying paused for ${report.rtoMs} ms`),
    ],
  },
  {
    ...usual,
    name: 'switchover',
    summary: 'a region is evacuated on purpose, and gets its home back',
    rehearse: async (stage) => {
      await stage.pass(warmUpMs)
      await stage.handOver(a, a)
      await stage.pass(3_000)
      await stage.handOver(b, a)
      await stage.pass(3_000)
    },
    alsoExpects: (report) => [
      ...expected(report.told.failed === 0, 'P7', `${report.told.failed} checkouts failed`),
      ...expected(report.rtoMs <= writePauseMaxMs, 'P7', `buying paused for ${report.rtoMs} ms`),
    ],
  },
  {
    ...usual,
    name: 'rejoin',
    summary: 'a lost region comes back while shoppers buy, and ends equal to its peer row for row',
    rehearse: async (stage) => {
      await stage.pass(warmUpMs)
      await stage.fault('kill', a)
      await stage.until(b, 'solo')
      await stage.pass(3_000)
      await stage.rejoin(a)
      await stage.pass(3_000)
    },
  },
  {
    name: 'flash-sale',
    summary: '1,000 buyers want 50 pieces in both regions, and one region is killed half way',
    shoppers: 1_000,
    purchasesEach: 1,
    scarceUnits: 50,
    onlyScarce: true,
    rehearse: async (stage) => {
      await stage.untilReceipts(300)
      await stage.fault('kill', a)
      await stage.until(b, 'solo')
    },
    afterwards: async (stage) => {
      await stage.rejoin(a)
    },
    alsoExpects: (report) => [
      ...expected(
        report.bought <= 50,
        'P2',
        `${report.bought} orders were confirmed for 50 pieces`,
      ),
      ...expected(report.told.failed === 0, 'P7', `${report.told.failed} buyers got no answer`),
    ],
  },
]
