import { parseArgs } from 'node:util'
import { existsSync } from 'node:fs'
import { saysOf } from '#kernel/core/fault.ts'
import { CommandError, type CliCommand } from '#cli/command.ts'
import { seedDemoCatalog } from '#cli/demo-catalog/seed.ts'
import { preparePages, type Pages } from '#cli/pages/prepare-pages.ts'
import { defaultDir, type StoreFile } from '#cli/running-store.ts'
import { startControlServer } from '#cli/up/control-server.ts'
import { ownerLink } from '#cli/up/owner-link.ts'
import { showCatalog } from '#cli/up/show-catalog.ts'
import { Store } from '#cli/up/store.ts'
import { waitUntilServing } from '#cli/wait-until-serving.ts'

export const up: CliCommand = {
  help: `
Usage: meridian up [options]

Starts two complete regions, each with its own PostgreSQL, and the world around them: the front
door, the witness, a sandbox bank, a carrier and a mailbox. Stops everything on Ctrl-C. A second
start finds the data as it was.

Options:
  --dir DIR           where the data lives (default ${defaultDir})
  --port PORT         port of the front door (default 8080; the next free one if it is taken)
  --regions 1|2       how many regions (default 2)
  --mode MODE         active-active (default) or warm-standby
  --durability HOW    synchronous (default): an order is acknowledged when both regions have it on
                      disk; asynchronous: when its own region has, for regions far apart. Then a
                      lost region may take its last orders with it: see "meridian region --help"
  --catalog demo|none what to put in on the first start (default demo)
  --link-latency MS   round trip between the regions (default 0)
`,
  run: async (args) => {
    const options = read(args)
    const startedAt = performance.now()
    const pages = await preparePages()
    const store = await Store.start({
      ...options,
      staticDir: pages.folder,
      say: (line) => process.stdout.write(`${line}\n`),
    })
    const ended = Promise.withResolvers<void>()
    const end = () => ended.resolve()
    process.on('SIGINT', end)
    process.on('SIGTERM', end)
    try {
      const server = await startControlServer(store)
      store.writeStoreFile()
      const reach = store.describe()
      await waitUntilServing(reach)
      if (options.catalog === 'demo') {
        const count = await seedDemoCatalog(store.dir, reach)
        if (count > 0) {
          await showCatalog(reach, store.world.control)
          process.stdout.write(`The demo catalogue is in: ${count} products\n`)
        }
      }
      process.stdout.write(welcome(reach, performance.now() - startedAt))
      const link = await ownerLink(reach)
      if (link !== null) process.stdout.write(`\nBecome its owner, once, at\n  ${link}\n`)
      void sayWhenReady(pages, reach)
      await ended.promise
      process.stdout.write('\nStopping: what was taken is finished first …\n')
      server.close()
      server.closeAllConnections()
    } finally {
      await store.stop()
    }
    process.stdout.write('Stopped. The data stays; "meridian up" goes on from here.\n')
    return 0
  },
}

function read(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string', default: defaultDir },
      port: { type: 'string', default: '8080' },
      regions: { type: 'string' },
      mode: { type: 'string' },
      durability: { type: 'string' },
      catalog: { type: 'string', default: 'demo' },
      'link-latency': { type: 'string', default: '0' },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new CommandError('--port is a number from 1 to 65535')
  const linkLatencyMs = Number(values['link-latency'])
  if (!(linkLatencyMs >= 0 && linkLatencyMs <= 2_000)) {
    throw new CommandError('--link-latency is a number of milliseconds from 0 to 2000')
  }
  const regions = oneOf('--regions', values.regions, ['1', '2'] as const)
  return {
    dir: values.dir,
    port,
    linkLatencyMs,
    catalog: oneOf('--catalog', values.catalog, ['demo', 'none'] as const),
    mode: oneOf('--mode', values.mode, ['active-active', 'warm-standby'] as const),
    durability: oneOf('--durability', values.durability, ['synchronous', 'asynchronous'] as const),
    regions: regions === undefined ? undefined : regions === '1' ? (1 as const) : (2 as const),
  }
}

function oneOf<const Value extends string>(
  option: string,
  given: string | undefined,
  known: readonly Value[],
): Value | undefined {
  if (given === undefined) return undefined
  const value = known.find((candidate) => candidate === given)
  if (value === undefined) throw new CommandError(`${option} is ${known.join(' or ')}`)
  return value
}

/** The shop sells before its pages are built, which happens once for each version of them. */
async function sayWhenReady({ folder, ready }: Pages, { edge }: StoreFile): Promise<void> {
  if (!existsSync(folder)) process.stdout.write('The pages are being built, this once …\n')
  try {
    if ((await ready) === 'built') process.stdout.write(`The pages are built: ${edge}/\n`)
  } catch (error) {
    process.stderr.write(`${saysOf(error)}\n`)
  }
}

function welcome(store: StoreFile, tookMs: number): string {
  const line = (what: string, where: string) => `  ${what.padEnd(16)}${where}\n`
  return [
    `\nThe shop is open (${(tookMs / 1000).toFixed(1)} s).\n\n`,
    line('Shop', `${store.edge}/`),
    line('Console', `${store.edge}/console`),
    line('API', `${store.edge}/v1/products   documentation ${store.edge}/docs`),
    line('Addresses', `${store.edge}/edge`),
    ...store.regions.map(({ name, url }) => line(name, url)),
    line('Bank', store.bank),
    line('Mailbox', store.mailbox),
    line('Carrier', store.carrier),
    '\nIn another terminal: "node bin/meridian.js status", "… drill region-loss". What messages call "meridian"\n',
    'is "node bin/meridian.js" in this folder. Ctrl-C stops everything.\n',
  ].join('')
}
