import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { freePort } from '#adapters/embedded/free-port.ts'
import { ask, askWell, type Problem } from '#cli/e2e/ask.ts'
import { putOnSale } from '#cli/e2e/merchandise.ts'
import { chargesFor, mailsTo, mailTo } from '#cli/e2e/outside.ts'
import { allPids, pidsOf, untilGone, worldPid } from '#cli/e2e/processes.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { anotherEmail, buy, orderOnce, readOrder } from '#cli/e2e/shopping.ts'
import { untilStanding } from '#cli/e2e/standing.ts'
import { Terminal } from '#cli/e2e/terminal.ts'
import { until } from '#cli/e2e/until.ts'
import type { LinkState } from '#world/link/link.ts'

const dir = await mkdtemp(join(tmpdir(), 'meridian-start-'))
const basket = [{ sku: 'E2E-KEPT', quantity: 1 }]
let running: Terminal | null = null

after(async () => {
  await running?.end()
  await rm(dir, { recursive: true, force: true })
})

async function start(port: number): Promise<Terminal> {
  running = new Terminal(dir, ['--catalog', 'none', '--port', String(port)])
  return running
}

describe('a store on one machine', { concurrency: 1 }, () => {
  let port = 0
  let orderId = ''

  it('takes the next port when its own is taken, and says so', async () => {
    port = await freePort()
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    const terminal = await start(port)
    const store = await terminal.open()
    await new Promise((resolve) => other.close(resolve))
    assert.match(terminal.text, new RegExp(`Port ${port} is taken; the shop is on \\d+ instead`))
    assert.notEqual(store.edge, `http://127.0.0.1:${port}`)
    await putOnSale(store, { sku: 'E2E-KEPT' })
    orderId = (await buy(store.edge, basket)).id
  })

  it('prints a link that makes one owner, and a store has no password before', async () => {
    assert.ok(running)
    const store = await running.open()
    await running.says(/Become its owner, once, at\s+http\S+\/console\/owner#\w+/)
    const token = /\/console\/owner#(\w+)/.exec(running.text)?.[1]
    const email = 'olivia@example.org'
    const password = 'a long password'
    const signIn = () => ask('POST', `${store.edge}/v1/staff/session`, { email, password })
    assert.equal((await signIn()).status, 401)
    const claim = { token, email, password, name: 'Olivia' }
    await askWell('POST', `${store.edge}/v1/staff/owner`, claim)
    await until('the owner is appointed', async () => (await signIn()).status === 201)
    const again = await ask<Problem>('POST', `${store.edge}/v1/staff/owner`, claim)
    assert.deepEqual([again.status, again.body.code], [410, 'identity.link-spent'])
  })

  it('lets no second one into its folder', async () => {
    const second = await runCli('up', '--dir', dir, '--port', String(await freePort()))
    assert.equal(second.code, 2)
    assert.match(second.stderr, /a store is running in .* already.*http:\/\/127\.0\.0\.1:\d+/)
    assert.doesNotMatch(second.stderr, /\n +at /)
    const [people, programs] = await Promise.all([
      runCli('status', '--dir', dir),
      runCli('status', '--json', '--dir', dir),
    ])
    assert.deepEqual([people.code, programs.code], [0, 0])
    assert.match(people.stdout, /ap-southeast-1 \(sin\)\n +standing +paired, epoch \d+/)
    const { regions } = JSON.parse(programs.stdout) as {
      regions: { region: string; report: { standing: string; writesHalted: null } }[]
    }
    assert.deepEqual(
      regions.map(({ region, report }) => [region, report.standing, report.writesHalted]),
      [
        ['sin', 'paired', null],
        ['syd', 'paired', null],
      ],
    )
  })

  it('starts a Node process again that somebody killed', async () => {
    assert.ok(running)
    const store = await running.open()
    const { node } = await pidsOf(store, 'sin')
    assert.ok(node !== null)
    process.kill(node, 'SIGKILL')
    await running.says(/The Node process of Singapore ended by itself and is started again/)
    await running.says(/Singapore runs again/)
    await untilStanding(store, { sin: 'paired', syd: 'paired' })
    const { status } = await buy(store.edge, basket)
    assert.equal(status, 'confirmed')
  })

  it('starts the world again that somebody killed, with all its books and links', async () => {
    assert.ok(running)
    const store = await running.open()
    assert.equal((await runCli('region', 'latency', '10', '--dir', dir)).code, 0)
    const email = anotherEmail()
    const before = await buy(store.edge, basket, { email })
    await mailTo(store, email, new RegExp(before.number))
    const world = await worldPid(store)
    assert.ok(world !== null)
    process.kill(world, 'SIGKILL')
    await running.says(/The world .* ended by itself and is started again/)
    await running.says(/The world .* runs again/)
    await untilStanding(store, { sin: 'paired', syd: 'paired' })
    const { status } = await buy(store.edge, basket)
    assert.equal(status, 'confirmed')
    const [charge, ...others] = await chargesFor(store, before.id)
    assert.deepEqual([charge?.authorized, others.length], [before.total, 0])
    assert.equal((await mailsTo(store, email)).length, 1)
    const { url, token } = store.worldControl
    const headers = { authorization: `Bearer ${token}` }
    const { links } = await askWell<{ links: LinkState[] }>('GET', `${url}/`, undefined, headers)
    assert.deepEqual(new Set(links.map(({ latencyMs }) => latencyMs)), new Set([5]))
  })

  it('ends with all its processes when it is told to, and says what it keeps', async () => {
    assert.ok(running)
    const store = await running.open()
    const pids = await allPids(store)
    const saidBefore = running.text.length
    assert.equal(await running.end('SIGINT'), 0)
    assert.match(running.text.slice(saidBefore), /^\nStopping: .*\nStopped\. The data stays.*\n$/)
    await untilGone(pids)
    const status = await runCli('status', '--dir', dir)
    assert.equal(status.code, 2)
    assert.match(status.stderr, /start one with "meridian up"/)
  })

  it('finds everything as it was, and leaves nothing running when it is killed', async () => {
    const terminal = await start(port)
    const store = await terminal.open()
    assert.equal(store.edge, `http://127.0.0.1:${port}`)
    assert.doesNotMatch(terminal.text, /Become its owner/)
    for (const { url } of store.regions) {
      await orderOnce(url, orderId, 'there', ({ status }) => status === 'confirmed')
    }
    await askWell('GET', `${store.edge}/v1/products/e2e-kept`)
    const pids = await allPids(store)
    await terminal.end('SIGKILL')
    await untilGone(pids)
  })

  it('starts after it was killed, and with ports that nobody can read', async () => {
    await writeFile(join(dir, 'ports.json'), '{"edge":')
    const store = await (await start(port)).open()
    assert.equal((await readOrder(store.edge, orderId)).status, 200)
    assert.equal((await buy(store.edge, basket)).status, 'confirmed')
  })
})
