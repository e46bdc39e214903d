import assert from 'node:assert/strict'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { startEdge, type Edge } from '#world/edge/edge.ts'
import { temporaryFolder } from '#world/support/temporary-folder.ts'

describe('files at the edge', () => {
  let edge: Edge
  let folder: string

  before(async () => {
    folder = await temporaryFolder()
    const staticDir = join(folder, 'shop')
    const mediaDir = join(folder, 'media')
    await mkdir(join(staticDir, 'assets'), { recursive: true })
    await mkdir(join(staticDir, 'console'), { recursive: true })
    await mkdir(mediaDir)
    await writeFile(join(folder, 'secret.txt'), 'secret')
    await writeFile(join(staticDir, 'index.html'), '<title>shop</title>')
    await writeFile(join(staticDir, 'console', 'index.html'), '<title>console</title>')
    await writeFile(join(staticDir, 'assets', 'index-B1x2Y3z4.js'), 'let shop'.repeat(400))
    await writeFile(join(staticDir, 'assets', 'big-B1x2Y3z5.js'), 'plain')
    await writeFile(join(staticDir, 'assets', 'big-B1x2Y3z5.js.br'), brotliCompressSync('brotli'))
    await writeFile(join(staticDir, 'assets', 'big-B1x2Y3z5.js.gz'), gzipSync('gzip'))
    await writeFile(join(staticDir, '.env'), 'secret')
    await symlink(join(folder, 'secret.txt'), join(staticDir, 'link.txt'))
    await writeFile(join(mediaDir, 'shirt.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
    edge = await startEdge({ port: 0, rateLimit: null, regions: [], staticDir, mediaDir })
  })
  after(() => edge.close())

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${edge.url}${path}`, { headers })
  const page = { accept: 'text/html,*/*' }

  it('are kept for ever by browsers when their name holds a digest', async () => {
    const answer = await get('/assets/index-B1x2Y3z4.js')
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(answer.headers.get('content-type'), 'text/javascript; charset=utf-8')
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.equal((await answer.text()).length, 3_200)
  })

  it('are sent as a build compressed them', async () => {
    for (const [encoding, text] of [
      ['br', 'brotli'],
      ['gzip', 'gzip'],
      ['identity', 'plain'],
    ]) {
      const answer = await get('/assets/big-B1x2Y3z5.js', { 'accept-encoding': String(encoding) })
      assert.equal(await answer.text(), text)
    }
  })

  it('of an application may run what came with it and nothing inline', async () => {
    const rules = (await get('/', page)).headers.get('content-security-policy') ?? ''
    assert.match(rules, /default-src 'self'/)
    assert.doesNotMatch(rules, /unsafe/)
  })

  it('leave room for the page that names all addresses', async () => {
    assert.match(await (await get('/edge', page)).text(), /The shop is open/)
  })

  it('are promised while their folder is not there yet', async () => {
    const staticDir = join(folder, 'soon')
    const early = await startEdge({ port: 0, rateLimit: null, regions: [], staticDir })
    try {
      const ask = async () => (await fetch(`${early.url}/products/shirt`, { headers: page })).text()
      assert.match(await ask(), /http-equiv="refresh"[^]*One moment/)
      await mkdir(staticDir)
      await writeFile(join(staticDir, 'index.html'), '<title>shop</title>')
      assert.match(await ask(), /<title>shop/)
    } finally {
      await early.close()
    }
  })

  it('are not sent again when the browser has them', async () => {
    const etag = (await get('/')).headers.get('etag') ?? ''
    assert.equal((await get('/', { 'if-none-match': etag })).status, 304)
  })

  it('stand for the addresses of their application, for people only', async () => {
    assert.match(await (await get('/', page)).text(), /shop/)
    assert.match(await (await get('/products/shirt', page)).text(), /shop/)
    assert.match(await (await get('/console/orders/1', page)).text(), /console/)
    assert.equal((await get('/products/shirt')).status, 404)
    assert.equal((await get('/assets/gone.js', page)).status, 404)
  })

  it('lie in their folder and nowhere else', async () => {
    for (const path of ['/link.txt', '/.env', '/%2e%2e/secret.txt', '/media/..%2fsecret.txt'])
      assert.ok([400, 404].includes((await get(path)).status), path)
  })

  it('are read again when they have changed', async () => {
    const file = join(folder, 'media', 'change.txt')
    await writeFile(file, 'one')
    assert.equal(await (await get('/media/change.txt')).text(), 'one')
    await writeFile(file, 'three')
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    assert.equal(await (await get('/media/change.txt')).text(), 'three')
  })

  it('of products can run nothing', async () => {
    const answer = await get('/media/shirt.svg')
    assert.equal(answer.headers.get('content-type'), 'image/svg+xml')
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  })

  it('cannot be written', async () => {
    assert.equal((await fetch(`${edge.url}/index.html`, { method: 'PUT', body: 'x' })).status, 404)
  })
})
