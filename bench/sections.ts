import type { Section } from '#bench/section.ts'
import { cart } from '#bench/sections/cart.ts'
import { consoleLists } from '#bench/sections/console.ts'
import { hotSku } from '#bench/sections/hot-sku.ts'
import { importing } from '#bench/sections/import.ts'
import { ledger } from '#bench/sections/ledger.ts'
import { orders } from '#bench/sections/orders.ts'
import { outbox } from '#bench/sections/outbox.ts'
import { race } from '#bench/sections/race.ts'
import { reads } from '#bench/sections/reads.ts'
import { simulator } from '#bench/sections/simulator.ts'
import { size } from '#bench/sections/size.ts'
import { start } from '#bench/sections/start.ts'

/** In the order in which they run. */
export const sections: readonly Section[] = [
  ledger,
  reads,
  cart,
  orders,
  race,
  hotSku,
  importing,
  size,
  consoleLists,
  start,
  simulator,
  outbox,
]
