// What goes wrong. Each fault begins, says in words what it did, and gives back how it ends.

import { copyFaults } from '#simulator/copy-faults.ts'
import { usualFlushMs } from '#simulator/database/database.ts'
import { dozeFaults } from '#simulator/doze-faults.ts'
import { anyRegion, bothWays, cut, nothing, type FaultKind } from '#simulator/fault-kind.ts'
import { usualPace, type Place } from '#simulator/network.ts'
import { operatorFaults } from '#simulator/operator-faults.ts'
import type { SimulatedRegion } from '#simulator/region.ts'
import { cityOf } from '#simulator/words.ts'
import type { World } from '#simulator/world.ts'

const pairs: readonly (readonly [Place, Place])[] = [
  ['sin', 'syd'],
  ['sin', 'syd'],
  ['sin', 'witness'],
  ['syd', 'witness'],
  ['edge', 'sin'],
  ['edge', 'syd'],
  ['sin', 'bank'],
  ['syd', 'bank'],
  ['edge', 'bank'],
]

function crash(world: World, region: SimulatedRegion, what: 'process' | 'database' | 'both') {
  if (what !== 'database') region.kill()
  if (what !== 'process') region.database.crash()
  world.tell(`${cityOf(region.code)} loses its ${what === 'both' ? 'process and database' : what}`)
  return () => {
    if (!region.database.up) region.database.restart()
    region.start()
    world.tell(`${cityOf(region.code)} is started again`)
  }
}

export const faults = {
  'crash-process': {
    says: 'the process of a region is killed and started again',
    perMinute: 2,
    forMs: 3_000,
    begin: (world, dice) => crash(world, anyRegion(world, dice), 'process'),
  },
  'crash-database': {
    says: 'the database of a region loses its power and starts again',
    perMinute: 1.5,
    forMs: 3_000,
    begin: (world, dice) => crash(world, anyRegion(world, dice), 'database'),
  },
  'crash-both': {
    says: 'a whole region is lost for a while',
    perMinute: 1,
    forMs: 8_000,
    begin: (world, dice) => crash(world, anyRegion(world, dice), 'both'),
  },
  pause: {
    says: 'a process is stopped for longer than every patience, and goes on',
    perMinute: 1,
    forMs: 8_000,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      const { process } = region
      process?.stop()
      world.tell(`${cityOf(region.code)}'s process stands still`)
      return () => {
        process?.goOn()
        world.tell(`${cityOf(region.code)}'s process goes on`)
      }
    },
  },
  replace: {
    says: 'a process that stands still is replaced, wakes up beside its heir, and is killed then',
    perMinute: 1,
    forMs: 5_000,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      const wake = region.replace(dice.between(5, 1_500))
      world.tell(`${cityOf(region.code)}'s process stands still and is replaced`)
      return () => {
        world.tell(`the process that ${cityOf(region.code)} replaced wakes up`)
        wake()
      }
    },
  },
  deploy: {
    says: 'a region is started with the next version, and rolled back, beside one with this',
    perMinute: 1,
    forMs: 10_000,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      const startAs = (version: SimulatedRegion['version']) => {
        region.version = version
        region.kill()
        region.start()
        world.tell(`${cityOf(region.code)} runs ${version} version`)
      }
      startAs('next')
      return () => startAs('this')
    },
  },
  'freeze-database': {
    says: 'a database takes connections, and says and does nothing',
    perMinute: 1,
    forMs: 4_000,
    begin: (world, dice) => {
      const { database, code } = anyRegion(world, dice)
      database.stop()
      world.tell(`${cityOf(code)}'s database stands still`)
      return () => {
        database.goOn()
      }
    },
  },
  partition: {
    says: 'two places cannot reach each other',
    perMinute: 2,
    forMs: 6_000,
    begin: (world, dice) => {
      const [one, other] = dice.pick(pairs)
      world.tell(`the link between ${one} and ${other} drops`)
      const heal = cut(world, [
        [one, other],
        [other, one],
      ])
      return () => {
        heal()
        world.tell(`the link between ${one} and ${other} is back`)
      }
    },
  },
  'one-way': {
    says: 'messages arrive in one direction only',
    perMinute: 2,
    forMs: 6_000,
    begin: (world, dice) => {
      const [one, other] = dice.pick(pairs)
      const way = dice.chance(0.5) ? ([one, other] as const) : ([other, one] as const)
      world.tell(`nothing arrives from ${way[0]} at ${way[1]}`)
      return cut(world, [way])
    },
  },
  isolation: {
    says: 'a region is cut off from everybody',
    perMinute: 0.7,
    forMs: 8_000,
    begin: (world, dice) => {
      const { code } = anyRegion(world, dice)
      world.tell(`${cityOf(code)} is cut off from everybody`)
      return cut(world, bothWays(code, ['sin', 'syd', 'witness', 'edge', 'bank']))
    },
  },
  'slow-link': {
    says: 'messages between two places take their time, and overtake each other',
    perMinute: 1,
    forMs: 20_000,
    begin: (world, dice) => {
      const [one, other] = dice.pick(pairs)
      const ways = [world.network.weather(one, other), world.network.weather(other, one)]
      for (const weather of ways) {
        weather.delayMs = dice.between(20, 200)
        weather.jitterMs = dice.between(0, 150)
      }
      world.tell(`the link between ${one} and ${other} is slow`)
      return () => {
        for (const weather of ways) Object.assign(weather, usualPace)
      }
    },
  },
  loss: {
    says: 'messages between two places are lost and sent again',
    perMinute: 1,
    forMs: 15_000,
    begin: (world, dice) => {
      const [one, other] = dice.pick(pairs)
      const ways = [world.network.weather(one, other), world.network.weather(other, one)]
      const share = dice.between(0.02, 0.4)
      for (const weather of ways) weather.loss = share
      return () => {
        for (const weather of ways) weather.loss = 0
      }
    },
  },
  twice: {
    says: 'messages that bear it arrive twice',
    perMinute: 1,
    forMs: 30_000,
    begin: (world, dice) => {
      const share = dice.between(0.05, 0.5)
      const ways = pairs.flatMap(([one, other]) => [
        world.network.weather(one, other),
        world.network.weather(other, one),
      ])
      for (const weather of ways) weather.twice = share
      return () => {
        for (const weather of ways) weather.twice = 0
      }
    },
  },
  'slow-disk': {
    says: 'a disk takes its time',
    perMinute: 1,
    forMs: 15_000,
    begin: (world, dice) => {
      const { database, code } = anyRegion(world, dice)
      database.flushMs = dice.between(5, 120)
      world.tell(`${cityOf(code)}'s disk is slow`)
      return () => {
        database.flushMs = usualFlushMs
      }
    },
  },
  'apply-lags': {
    says: 'the apply stream of a region lags behind',
    perMinute: 1,
    forMs: 10_000,
    begin: (world, dice) => {
      const { receiving, code } = anyRegion(world, dice)
      if (receiving === null) return nothing
      receiving.lagMs = dice.between(20, 1_500)
      world.tell(`what arrives in ${cityOf(code)} is applied late`)
      return () => {
        receiving.lagMs = 0
      }
    },
  },
  'apply-stops': {
    says: 'the apply worker of a region fails until it is mended',
    perMinute: 0.7,
    forMs: 5_000,
    begin: (world, dice) => {
      const { receiving, code } = anyRegion(world, dice)
      if (receiving === null) return nothing
      receiving.applyStopped = true
      receiving.break()
      world.tell(`nothing is applied in ${cityOf(code)}`)
      return () => {
        receiving.applyStopped = false
      }
    },
  },
  'stream-breaks': {
    says: 'the walsender is ended and comes back',
    perMinute: 3,
    forMs: 1,
    begin: (world, dice) => {
      anyRegion(world, dice).receiving?.break()
      return nothing
    },
  },
  'let-go': {
    says: 'backends that wait for the peer are ended',
    perMinute: 3,
    forMs: 1,
    begin: (world, dice) => {
      const { database } = anyRegion(world, dice)
      const most = dice.whole(1, 5)
      database.inTurn(() => database.abandonWaiting(most))
      return nothing
    },
  },
  'clock-jump': {
    says: 'the clock of a machine is set forward or back',
    perMinute: 1,
    forMs: 20_000,
    begin: (world, dice) => {
      const { machine, code } = anyRegion(world, dice)
      const aheadMs = Math.floor(dice.between(-120_000, 120_000))
      machine.setAheadBy(aheadMs)
      world.tell(`${cityOf(code)}'s clock is off by ${aheadMs} ms`)
      return () => machine.setAheadBy(0)
    },
  },
  'clock-drift': {
    says: 'the clock of a machine runs too fast or too slow, until it is set right',
    perMinute: 0.5,
    forMs: 30_000,
    begin: (world, dice) => {
      const { machine } = anyRegion(world, dice)
      machine.rate = dice.between(0.8, 1.25)
      return () => {
        machine.rate = 1
        machine.setAheadBy(0)
      }
    },
  },
  'witness-restart': {
    says: 'the witness is killed and started again',
    perMinute: 1.5,
    forMs: 4_000,
    begin: (world) => {
      world.witness.kill()
      world.tell('the witness is lost')
      return () => world.witness.start()
    },
  },
  'bank-away': {
    says: 'the bank answers nobody',
    perMinute: 1,
    forMs: 10_000,
    begin: (world) => {
      const { manners } = world.outside
      manners.away = true
      world.tell('the bank is away')
      return () => {
        manners.away = false
      }
    },
  },
  'bank-late': {
    says: 'the bank charges and answers too late',
    perMinute: 1,
    forMs: 15_000,
    begin: (world, dice) => {
      const { manners } = world.outside
      manners.lateShare = dice.between(0.05, 0.6)
      return () => {
        manners.lateShare = 0
      }
    },
  },
  'bank-unruly': {
    says: 'the webhooks of the bank come late, twice and in no order',
    perMinute: 1,
    forMs: 30_000,
    begin: (world, dice) => {
      const { manners } = world.outside
      manners.unruly = true
      manners.noticeDelayMs = dice.between(0, 5_000)
      return () => {
        manners.unruly = false
        manners.noticeDelayMs = 0
      }
    },
  },
  poison: {
    says: 'some parcels and mails can never be sent: dead letters, which hold up nobody',
    perMinute: 1,
    forMs: 10_000,
    begin: (world, dice) => {
      const { manners } = world.outside
      manners.poisonShare = dice.between(0.02, 0.3)
      return () => {
        manners.poisonShare = 0
      }
    },
  },
  ...operatorFaults,
  ...dozeFaults,
  ...copyFaults,
} as const satisfies Readonly<Record<string, FaultKind>>

export type FaultName = keyof typeof faults
