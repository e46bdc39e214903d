// Who comes to the front door. Each person has a region of their own, a die of their own, and the
// patience that their habit gives them.

import { Fault, isFault } from '#kernel/core/fault.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import {
  simulatedStaff,
  type Answer,
  type Habit,
  type Note,
  type Scene,
} from '#kernel/service/workload.ts'
import { frozenCopy } from '#adapters/memory/frozen-copy.ts'
import type { Dice } from '#simulator/dice.ts'
import type { Place } from '#simulator/network.ts'
import { MachineClock, Process, ProcessClock } from '#simulator/process.ts'
import type { World } from '#simulator/world.ts'

/** A browser gives up after this; the edge itself after less. */
const requestMs = 45_000

/** The version of a document that a region showed, and which start of its database that was. */
interface Shown {
  readonly version: number
  readonly generation: number
}

export class People {
  readonly notes = new Map<string, Note[]>()
  readonly lived = new Map<string, number>()
  present = 0
  requests = 0
  readonly #world: World
  readonly #dice: Dice
  readonly #habits: readonly Habit[]
  readonly #weights: number
  #count = 0

  constructor(world: World, habits: readonly Habit[]) {
    this.#world = world
    this.#dice = world.dice.fork('people')
    this.#habits = habits
    this.#weights = habits.reduce((sum, { weight }) => sum + weight, 0)
  }

  /** People come one by one until it is over. */
  arrive(perSecond: number, untilUs: number): void {
    const { scheduler } = this.#world
    const next = () => {
      if (scheduler.nowUs >= untilUs) return
      this.#visit()
      scheduler.after(this.#dice.wait(1_000_000 / perSecond), next)
    }
    scheduler.after(this.#dice.wait(1_000_000 / perSecond), next)
  }

  /** A scene for somebody of that name. @param from where they ask from */
  scene(name: string, region?: string, from: Place = 'people'): Scene {
    const world = this.#world
    const random = this.#dice.fork(name)
    const process = new Process(world.scheduler)
    const clock = new ProcessClock(
      world.scheduler,
      process,
      new MachineClock(world.scheduler),
      world.settings.startMs,
    )
    let asked = 0
    const shown = new Map<string, ReadonlyMap<string, Shown>>()
    return {
      clock,
      random,
      ask: async (method, path, body, headers = {}) => {
        asked += 1
        this.requests += 1
        const lower = Object.fromEntries(
          Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]),
        )
        const request = {
          method,
          url: path,
          headers: {
            ...(region ? { 'meridian-region-preference': region } : {}),
            ...(path.startsWith('/v1/admin/') ? { authorization: simulatedStaff } : {}),
            ...lower,
          },
          body: frozenCopy(body),
          requestId: `${name}-${asked}`,
        }
        const before = shown.get(path) ?? new Map<string, Shown>()
        const { leaps } = world
        try {
          const outgoing = await world.network.call({
            from,
            to: 'edge',
            caller: process,
            callee: () => world.edge.process,
            withinMs: requestMs,
            bearsRepeat: false,
            handle: () => world.edge.take(request),
          })
          world.tellAbout(
            () => path,
            () =>
              `${name} asks ${method} ${path}: ${outgoing.status} in ${outgoing.headers['meridian-region'] ?? 'no region'}`,
          )
          if (method === 'GET') this.#readsForward(name, path, outgoing, before, shown)
          if (outgoing.status >= 500 && leaps === world.leaps) this.#wasFailed(name, path)
          return answerOf(outgoing)
        } catch (cause) {
          if (leaps === world.leaps) this.#wasFailed(name, path)
          if (isFault(cause, 'unavailable')) throw cause
          throw new Fault('outcome-unknown', undefined, { cause })
        }
      },
      mailsTo: (address) => world.outside.mailer.sent().filter(({ to }) => to === address),
      note: (topic, note) => {
        const notes = this.notes.get(topic)
        if (notes) notes.push(note)
        else this.notes.set(topic, [note])
      },
      notes: (topic) => this.notes.get(topic) ?? [],
    }
  }

  /** A region never shows somebody a document as it was before they last saw it there. */
  #readsForward(
    name: string,
    path: string,
    { headers }: Outgoing,
    before: ReadonlyMap<string, Shown>,
    shown: Map<string, ReadonlyMap<string, Shown>>,
  ): void {
    const version = Number(/^"(\d+)"$/.exec(headers['etag'] ?? '')?.[1])
    const region = this.#world.regions.find(({ code }) => code === headers['meridian-region'])
    if (Number.isNaN(version) || region === undefined) return
    // What was applied and not flushed when a database crashed comes again, a little later.
    const { generation } = region.database
    const there = before.get(region.code)
    if (there?.generation === generation && there.version > version) {
      const detail = `${name} saw ${path} at version ${there.version}, then at ${version}, in ${region.code}`
      this.#world.checks.violated({ promise: 'P1', name: 'reads never go back in time', detail })
    }
    shown.set(path, new Map(shown.get(path)).set(region.code, { version, generation }))
  }

  /** Planned work fails nobody. */
  #wasFailed(name: string, path: string): void {
    if (!this.#world.plannedWork) return
    const detail = `${name} asked ${path} in vain`
    this.#world.checks.violated({ promise: 'P7', name: 'planned work fails no request', detail })
  }

  #visit(): void {
    const habit = this.#draw()
    this.#count += 1
    const region = this.#dice.chance(0.5) ? 'sin' : 'syd'
    const name = `person ${this.#count}`
    this.present += 1
    this.lived.set(habit.name, (this.lived.get(habit.name) ?? 0) + 1)
    habit.live(this.scene(name, region)).then(
      () => {
        this.present -= 1
      },
      (error: unknown) => {
        this.present -= 1
        this.#world.bug('people', `${name} who ${habit.name}`, error)
      },
    )
  }

  #draw(): Habit {
    let left = this.#dice.fraction() * this.#weights
    for (const habit of this.#habits) {
      left -= habit.weight
      if (left < 0) return habit
    }
    return this.#habits[0] as Habit
  }
}

/** The body is read only by those who look at it. */
export function answerOf({ status, headers, body }: Outgoing): Answer {
  let parsed: { readonly value: unknown } | null = null
  return {
    status,
    headers,
    get body() {
      const isJson = body !== null && body.length > 0
      parsed ??= { value: isJson ? (JSON.parse(String(body)) as unknown) : null }
      return parsed.value
    },
  }
}
