// Everything outside the regions, in one process: the edge, the links between the regions, the
// witness, the bank, the carrier and the mailbox.

import { join } from 'node:path'
import type { Home } from '#kernel/core/id.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'
import { startBank } from '#world/bank/bank.ts'
import { startCarrier } from '#world/carrier/carrier.ts'
import { startControl } from '#world/control/control.ts'
import { startEdge, type EdgeOptions, type EdgeRegion } from '#world/edge/edge.ts'
import { startLink, type LinkOptions } from '#world/link/link.ts'
import { startMailbox } from '#world/mailbox/mailbox.ts'
import type { ListenOptions } from '#world/support/part.ts'
import type { WebhookTarget } from '#world/support/webhooks.ts'
import { startWitness } from '#world/witness/witness.ts'

export interface WorldConfig {
  /** Books, mails, parcels and the serving map are kept in folders below. */
  readonly dir: string
  readonly edge: ListenOptions & Pick<EdgeOptions, 'rateLimit' | 'cacheMaxBytes'>
  /** `initial` is for the first start ever; by default each region serves its own home. */
  readonly witness: ListenOptions & { readonly initial?: ServingMap }
  readonly bank: ListenOptions & { readonly webhooks?: WebhookTarget; readonly lateMs?: number }
  readonly carrier: ListenOptions & {
    readonly webhooks?: WebhookTarget
    readonly stageMs?: number | null
  }
  readonly mailbox: ListenOptions
  readonly regions: readonly EdgeRegion[]
  readonly links?: readonly LinkOptions[]
  readonly control?: ListenOptions & { readonly token: string }
  readonly staticDir?: string
  readonly mediaDir?: string
}

/** Where everything can be reached. */
export interface WorldAddresses {
  readonly edge: string
  readonly witness: string
  readonly bank: string
  readonly carrier: string
  readonly mailbox: string
  readonly control: string | null
  /** Name → port. */
  readonly links: Readonly<Record<string, number>>
}

export interface World {
  readonly addresses: WorldAddresses
  close(): Promise<void>
}

/** @throws Error when a port is taken or stored data is damaged; what had started is stopped again */
export async function startWorld(config: WorldConfig): Promise<World> {
  const running: { close(): Promise<void> }[] = []
  async function start<Part extends { close(): Promise<void> }>(part: Promise<Part>) {
    const started = await part
    running.push(started)
    return started
  }
  async function close(): Promise<void> {
    await Promise.all(running.toReversed().map((part) => part.close()))
  }
  const dirOf = (name: string) => join(config.dir, name)

  try {
    const links = []
    for (const link of config.links ?? []) links.push(await start(startLink(link)))
    const initial = config.witness.initial ?? initialMapOf(config.regions.map(({ code }) => code))
    const witness = await start(startWitness({ initial, ...config.witness, dir: dirOf('witness') }))
    const bank = await start(startBank({ ...config.bank, dir: dirOf('bank') }))
    const carrier = await start(startCarrier({ ...config.carrier, dir: dirOf('carrier') }))
    const mailbox = await start(startMailbox({ ...config.mailbox, dir: dirOf('mailbox') }))
    const { staticDir, mediaDir } = config
    const edge = await start(
      startEdge({
        ...config.edge,
        regions: config.regions,
        ...(staticDir === undefined ? {} : { staticDir }),
        ...(mediaDir === undefined ? {} : { mediaDir }),
        neighbours: [
          { name: 'Bank', url: bank.url, says: 'what was authorized, captured and refunded' },
          { name: 'Mailbox', url: mailbox.url, says: 'every mail the shop has sent' },
          { name: 'Carrier', url: carrier.url, says: 'parcels and where they are' },
        ],
      }),
    )
    const parts = { bank, carrier, mailbox, witness }
    const control =
      config.control && (await start(startControl({ ...config.control, links, parts, edge })))
    return {
      addresses: {
        edge: edge.url,
        witness: witness.url,
        bank: bank.url,
        carrier: carrier.url,
        mailbox: mailbox.url,
        control: control?.url ?? null,
        links: Object.fromEntries(links.map(({ name, port }) => [name, port])),
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Each region serves its own home; a region without a peer waits for nobody. */
function initialMapOf(codes: readonly Home[]): ServingMap {
  return {
    epoch: 1,
    mode: codes.length > 1 ? 'paired' : 'solo',
    serving: Object.fromEntries(codes.map((code) => [code, code])),
  }
}
