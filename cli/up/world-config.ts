import { join } from 'node:path'
import type { Ports } from '#cli/up/ports.ts'
import type { Settings } from '#cli/up/settings.ts'
import type { RegionPlace } from '#cli/up/topology.ts'
import type { LinkChange } from '#cli/up/world-control.ts'
import type { WorldConfig } from '#world/world.ts'

/** What the world process needs to know to surround these regions. */
export function worldConfig({
  dir,
  ports,
  places,
  token,
  settings,
  linkLatencyMs,
  staticDir,
  changes,
}: {
  dir: string
  ports: Ports
  places: readonly RegionPlace[]
  token: string
  settings: Settings
  /** One way. */
  linkLatencyMs: number
  staticDir?: string | undefined
  /** What was changed since on the links, by name. */
  changes: ReadonlyMap<string, LinkChange>
}): WorldConfig {
  const port = (name: string): number => {
    const found = ports[name]
    if (found === undefined) throw new Error(`no port was chosen for ${name}`)
    return found
  }
  const edge = `http://127.0.0.1:${port('edge')}`
  const [primary] = places
  const initial = {
    epoch: 1,
    mode: places.length > 1 ? ('paired' as const) : ('solo' as const),
    serving: Object.fromEntries(
      places.map(({ code }) => [
        code,
        settings.mode === 'warm-standby' ? (primary?.code ?? code) : code,
      ]),
    ),
  }
  return {
    dir: join(dir, 'world'),
    edge: { port: port('edge'), rateLimit: null },
    witness: { port: port('witness'), initial },
    bank: {
      port: port('bank'),
      webhooks: { targets: [`${edge}/v1/webhooks/bank`], secret: settings.webhookSecrets.bank },
    },
    carrier: {
      port: port('carrier'),
      webhooks: {
        targets: [`${edge}/v1/webhooks/carrier`],
        secret: settings.webhookSecrets.carrier,
      },
    },
    mailbox: { port: port('mailbox') },
    regions: places.map(({ code, name }) => ({
      code,
      name,
      url: `http://127.0.0.1:${port(`${code}/http`)}`,
      weight: 1,
      latencyMs: 0,
    })),
    links:
      places.length < 2
        ? []
        : places
            .flatMap(({ code }) => [`${code}/http`, `${code}/ledger`])
            .map((to) => ({
              name: `->${to}`,
              listen: port(`->${to}`),
              to: port(to),
              latencyMs: linkLatencyMs,
              ...changes.get(`->${to}`),
            })),
    control: { port: port('world'), token },
    mediaDir: join(dir, 'media'),
    ...(staticDir === undefined ? {} : { staticDir }),
  }
}
