import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { createInterface } from 'node:readline/promises'
import { startFakeRegion } from '#world/edge/fake-region.ts'
import { temporaryFolder } from '#world/support/temporary-folder.ts'
import { startWorld, type WorldConfig } from '#world/world.ts'

async function configOf(regionUrl: string): Promise<WorldConfig> {
  return {
    dir: await temporaryFolder(),
    edge: { port: 0 },
    witness: { port: 0 },
    bank: { port: 0 },
    carrier: { port: 0 },
    mailbox: { port: 0 },
    regions: [
      { code: 'sin', name: 'ap-southeast-1', url: regionUrl, weight: 1, latencyMs: 0 },
      { code: 'syd', name: 'ap-southeast-2', url: regionUrl, weight: 1, latencyMs: 0 },
    ],
    links: [{ name: 'sin->syd/ledger', listen: 0, to: Number(new URL(regionUrl).port) }],
    control: { port: 0, token: 'token' },
  }
}

describe('the world', () => {
  it('can be told to fail by whoever has the token', async () => {
    const region = await startFakeRegion('sin')
    const world = await startWorld(await configOf(region.url))
    const { control, bank, witness, links } = world.addresses
    const tell = async (path: string, body: unknown, token = 'token') =>
      fetch(`${control}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    assert.equal((await tell('/faults/bank', { down: true }, 'guess')).status, 401)
    assert.equal((await fetch(`${bank}/books`)).status, 200)
    assert.equal((await tell('/faults/bank', { down: true })).status, 200)
    await assert.rejects(fetch(`${bank}/books`))

    const name = encodeURIComponent('sin->syd/ledger')
    const cut = await (await tell(`/links/${name}`, { cut: 'both', latencyMs: 5 })).json()
    assert.equal((cut as { cut: string }).cut, 'both')
    const healed = await (await tell(`/links/${name}`, { cut: null })).json()
    assert.equal((healed as { cut: string | null }).cut, null)
    assert.equal((await tell(`/links/${name}`, { cut: 'sideways' })).status, 400)
    assert.ok((links['sin->syd/ledger'] ?? 0) > 0)
    assert.equal((await tell('/links/elsewhere', {})).status, 404)
    assert.equal((await tell('/edge/regions/syd', { weight: 0 })).status, 200)
    assert.equal((await tell('/edge/regions/xyz', { weight: 0 })).status, 404)
    assert.equal((await tell('/edge/regions/syd', { weight: -1 })).status, 400)

    const map = await (await fetch(`${witness}/map`)).json()
    assert.deepEqual(map, { epoch: 1, mode: 'paired', serving: { sin: 'sin', syd: 'syd' } })
    await world.close()
    await region.close()
  })

  it('stops what it has started when a part cannot start', async () => {
    const region = await startFakeRegion('sin')
    const config = await configOf(region.url)
    const port = Number(new URL(region.url).port)
    await assert.rejects(startWorld({ ...config, mailbox: { port } }), /EADDRINUSE/)
    await region.close()
  })

  it('runs as a process that says where everything is, and ends when it is told to', async () => {
    const region = await startFakeRegion('sin')
    const file = join(await temporaryFolder(), 'world.json')
    await writeFile(file, JSON.stringify(await configOf(region.url)))
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), file])
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const said = JSON.parse(line) as { ready: boolean; edge: string }
    assert.equal(said.ready, true)
    assert.equal((await fetch(`${said.edge}/v1/echo`)).status, 200)
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [0, null])
    await region.close()
  })

  it('says why it cannot run', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: { MERIDIAN_WORLD: '{"links":' },
    })
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    assert.equal((JSON.parse(line) as { ready: boolean }).ready, false)
    assert.deepEqual(await once(child, 'exit'), [1, null])
  })
})
