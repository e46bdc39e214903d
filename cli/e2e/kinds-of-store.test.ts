import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { freePort } from '#adapters/embedded/free-port.ts'
import { ask, type Problem } from '#cli/e2e/ask.ts'
import { putOnSale } from '#cli/e2e/merchandise.ts'
import { ordinaryUser } from '#cli/e2e/ordinary-user.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { buy, readOrder } from '#cli/e2e/shopping.ts'
import { reports, untilStanding } from '#cli/e2e/standing.ts'
import { Terminal } from '#cli/e2e/terminal.ts'
import { control } from '#cli/running-store.ts'
import { startOwnStore } from '#cli/up/own-store.ts'

const basket = [{ sku: 'E2E-KIND', quantity: 1 }]

describe('a store', { concurrency: 2 }, () => {
  it('of one region sells alone, and survives damage to what lies around its data', async (t) => {
    const dir = await mkdtemp(join(tmpdir(), 'meridian-one-'))
    const by = ordinaryUser(dir)
    if (by === null) t.diagnostic('run as root: an ordinary user cannot read this program')
    const options = ['--regions', '1', '--catalog', 'none', '--port', String(await freePort())]
    const start = () => new Terminal(dir, options, by ?? [])
    let terminal = start()
    try {
      const store = await terminal.open()
      assert.deepEqual(
        (await reports(store)).map((report) => [report?.standing, report?.serves]),
        [['solo', ['sin']]],
      )
      await putOnSale(store, { sku: 'E2E-KIND' })
      const { id, status } = await buy(store.edge, basket)
      assert.equal(status, 'confirmed')
      assert.equal((await runCli('status', '--dir', dir)).code, 0)
      const linkless = await runCli('region', 'partition', '--dir', dir)
      assert.equal(linkless.code, 1)
      assert.match(linkless.stderr, /one region has no link/)
      assert.equal(await terminal.end(), 0)

      await damages(dir, async () => {
        terminal = start()
        const code = await terminal.ended()
        assert.doesNotMatch(terminal.text, /\n +at /)
        return { code, text: terminal.text }
      })
      terminal = start()
      const again = await terminal.open()
      assert.equal((await readOrder(again.edge, id)).body.status, 'confirmed')
    } finally {
      await terminal.end()
      await rm(dir, { recursive: true, force: true })
    }
  })

  it('in warm standby writes in its primary until that is lost', async () => {
    const own = await startOwnStore(() => undefined, { mode: 'warm-standby' })
    try {
      const { reach: store } = own
      const [primary, standby] = store.regions
      assert.ok(primary && standby)
      await putOnSale(store, { sku: 'E2E-KIND' })
      const orders = []
      for (const { url } of [primary, standby]) {
        const order = await buy(url, basket)
        assert.equal(order.status, 'confirmed')
        assert.match(order.id, /^ord_sin_/)
        const { headers } = await ask('POST', `${url}/v1/carts`, {})
        assert.equal(headers.get('meridian-region'), primary.name)
        orders.push(order)
      }
      assert.deepEqual(
        (await reports(store)).map((report) => report?.serves),
        [['sin', 'syd'], []],
      )

      await control(store, 'POST', `/kill/${primary.code}`)
      await untilStanding(store, { syd: 'solo' })
      const drill = await runCli('drill', 'switchover', '--dir', own.dir)
      assert.equal(drill.code, 1)
      assert.match(drill.stderr, /sin does not answer: "meridian region rejoin sin" first/)
      for (const { id } of orders) {
        assert.equal((await readOrder(standby.url, id)).body.status, 'confirmed')
      }
      assert.equal((await buy(store.edge, basket)).status, 'confirmed')
      const status = await runCli('status', '--dir', own.dir)
      assert.equal(status.code, 1)
      assert.match(
        status.stdout,
        /ap-southeast-1 \(sin\)\n +is not running: "meridian region rejoin sin"/,
      )
      assert.match(status.stdout, /peer +gone: this region goes on alone/)
      assert.match(status.stdout, /front door, witness, bank, carrier, mailbox: all answer/)
      const handBack = await runCli('region', 'hand-back', 'sin', '--dir', own.dir)
      assert.equal(handBack.code, 1)
      assert.match(
        handBack.stderr,
        /syd goes on alone: "meridian region rejoin sin" brings sin back/,
      )
      await control(store, 'POST', '/witness-kill')
      const alone = await runCli('status', '--json', '--dir', own.dir)
      const { around } = JSON.parse(alone.stdout) as { around: Record<string, boolean> }
      assert.deepEqual([around['witness'], around['front door']], [false, true])
      const port = new URL(store.edge).port
      const doctor = await runCli('doctor', '--port', port, '--dir', own.dir)
      assert.match(doctor.stdout, /is the front door of the store that runs/)
    } finally {
      await own.stop()
    }
  })

  it('has nothing to say where none runs', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'meridian-none-'))
    for (const args of [['status'], ['dead-letters', 'list'], ['export'], ['drill', 'rejoin']]) {
      const ran = await runCli(...args, '--dir', dir)
      assert.deepEqual([ran.code, ran.stdout], [2, ''])
      assert.match(ran.stderr, /no store is running in .*: start one with "meridian up"/)
    }
    const nowhere = await ask<Problem>('GET', `http://127.0.0.1:${await freePort()}/`).catch(
      () => null,
    )
    assert.equal(nowhere, null)
    await rm(dir, { recursive: true, force: true })
  })
})

/** Each kind of damage is told in words, leaves the data alone, and is mended again. */
async function damages(
  dir: string,
  start: () => Promise<{ code: number | null; text: string }>,
): Promise<void> {
  const settings = join(dir, 'settings.json')
  const version = join(dir, 'sin', 'postgres', 'PG_VERSION')
  const kept = join(dir, 'sin', 'postgres', 'global', 'pg_control')
  const whole = await readFile(settings, 'utf8')
  const newer = JSON.stringify({ ...(JSON.parse(whole) as object), format: 99 })
  const cases = [
    { file: settings, text: '{"format":1,', says: /settings\.json is damaged: restore it/ },
    { file: settings, text: 'null', says: /settings\.json is damaged: restore it/ },
    { file: settings, text: '{"format":1}', says: /settings\.json is damaged: restore it/ },
    { file: settings, text: newer, says: /written by another version of Meridian \(format 99/ },
    { file: version, text: '17\n', says: /holds data of PostgreSQL 17, and this is 18/ },
  ]
  for (const { file, text, says } of cases) {
    const before = await readFile(file, 'utf8')
    const { mtimeMs } = await stat(kept)
    await writeFile(file, text)
    const ended = await start()
    assert.equal(ended.code, 1, ended.text)
    assert.match(ended.text, says)
    assert.equal(await readFile(file, 'utf8'), text)
    assert.equal((await stat(kept)).mtimeMs, mtimeMs)
    await writeFile(file, before)
  }
}
