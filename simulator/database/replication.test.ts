import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { PairFixture } from '#simulator/database/pair-fixture.ts'
import { SimulatedReplication } from '#simulator/database/replication.ts'
import { Connection } from '#simulator/database/session.ts'
import { Dice } from '#simulator/dice.ts'
import { MachineClock, Process, ProcessClock } from '#simulator/process.ts'

/** Singapore subscribes anew while a commit of Sydney waits, and Sydney's server starts anew after so long. */
async function subscribing(restartAfterUs: number): Promise<boolean> {
  const pair = await PairFixture.streaming()
  const { scheduler, network, sin, syd } = pair
  sin.subscription = null
  pair.toSin.break()
  pair.commit(syd, 'thg_syd_1')
  await pair.pass(50)
  const process = new Process(scheduler)
  const replication = new SimulatedReplication({
    scheduler,
    network,
    process,
    clock: new ProcessClock(scheduler, process, new MachineClock(scheduler), 0),
    connection: new Connection({ scheduler, database: sin, process, dice: new Dice(5) }),
    own: { place: 'sin', database: sin, receiving: pair.toSin },
    peer: { place: 'syd', database: syd, receiving: pair.toSyd },
    onErase: () => undefined,
  })
  let isOver = false
  const end = () => {
    isOver = true
  }
  replication.subscribe().then(end, end)
  scheduler.after(restartAfterUs, () => {
    syd.crash()
    syd.restart()
  })
  await pair.pass(60_000)
  return isOver
}

test('whoever asks a server is answered, whenever that starts anew meanwhile', async () => {
  const moments = Array.from({ length: 40 }, (_, at) => at * 5_000)
  const hangs: number[] = []
  for (const us of moments) if (!(await subscribing(us))) hangs.push(us)
  deepEqual(hangs, [])
})
