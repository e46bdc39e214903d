import type { Home } from '#kernel/core/id.ts'
import type { Controller } from '#kernel/regions/controller.ts'
import type { SimulatedRegion } from '#simulator/region.ts'
import type { World } from '#simulator/world.ts'

/** Somebody at the command line, who may press twice and at any moment. */
export class Operator {
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  handOver(from: SimulatedRegion, home: Home): void {
    this.#press(from, (controller) => controller.handOver(home))
  }

  /** Tries everything again that was given up. */
  async redriveAll(): Promise<void> {
    for (const region of this.#world.regions) {
      const dead = (await region.ledger?.deadLetters({ limit: 1_000 }))?.items ?? []
      for (const { id } of dead) await region.ledger?.redrive(id)
    }
  }

  rejoin(region: SimulatedRegion): void {
    this.#press(region, (controller) => controller.rejoin())
  }

  /** What is pressed arrives at the process that runs now, also when another has taken its place. */
  #press(region: SimulatedRegion, act: (controller: Controller) => Promise<unknown>): void {
    const { process, controller } = region
    if (process === null || controller === null) return
    this.#world.scheduler.after(1_000, () =>
      process.enter(() => {
        act(controller).then(
          () => undefined,
          (error: unknown) => this.#world.say(region.code, 'refuses the operator', { error }),
        )
      }),
    )
  }
}
