// Pictures on their way in and out of a whole shop.

import { deepEqual, equal, match } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Permission } from '#kernel/core/permission.ts'
import { aProduct } from '#services/catalog/catalog-fixture.ts'
import { pictureMaxBytes, type Product, type UploadedPicture } from '#services/catalog/contract.ts'
import { avifOf, gifOf, jpegOf, pngOf, webpOf } from '#services/catalog/picture-samples.ts'
import { WholeShop } from '#runtime/whole-shop.ts'

const polyglot = '<script>alert(document.domain)</script>'

describe('an uploaded picture', () => {
  let shop: WholeShop
  before(() => {
    shop = new WholeShop({
      authenticate: async (caller) => ({
        id: 'somebody',
        permissions: new Set([caller.header('may') as Permission]),
        shownBy: 'bearer',
      }),
    })
  })
  after(() => shop.close())

  const send = (bytes: Uint8Array | string, headers: Record<string, string> = {}) =>
    shop.server.inject({
      method: 'POST',
      url: '/v1/admin/media',
      payload: Buffer.from(bytes),
      headers: { may: 'catalog:write', ...headers },
    })
  const read = (url: string, headers: Record<string, string> = {}) =>
    shop.server.inject({ method: 'GET', url, headers })
  const refused = async (bytes: Uint8Array | string) => {
    const answer = await send(bytes)
    const { code, detail, advice } = answer.json<Record<string, string>>()
    return [answer.statusCode, code, `${detail} ${advice}`] as const
  }

  for (const [type, bytes] of [
    ['image/png', pngOf(30, 20)],
    ['image/jpeg', jpegOf(30, 20)],
    ['image/webp', webpOf('VP8L', 30, 20)],
    ['image/avif', avifOf(30, 20)],
    ['image/gif', gifOf(30, 20)],
  ] as const) {
    it(`is measured, kept and given back under its own name: ${type}`, async () => {
      // Whatever it was declared as: its name is as little proof.
      const answer = await send(bytes, { 'content-type': 'text/html' })
      const uploaded = answer.json<UploadedPicture>()
      equal(answer.statusCode, 201)
      match(uploaded.url, /^\/media\/[0-9a-f]{64}\.(png|jpg|webp|avif|gif)$/)
      deepEqual(uploaded, { url: uploaded.url, type, width: 30, height: 20, bytes: bytes.length })
      equal(answer.headers['location'], uploaded.url)

      const given = await read(uploaded.url)
      deepEqual(Uint8Array.from(given.rawPayload), bytes)
      equal(given.headers['content-type'], type)
      equal(given.headers['cache-control'], 'public, max-age=31536000, immutable')
      equal(given.headers['set-cookie'], undefined)
      equal(given.headers['etag'], `"${uploaded.url.replace('/media/', '')}"`)
      const again = await read(uploaded.url, { 'if-none-match': String(given.headers['etag']) })
      equal(again.statusCode, 304)
    })
  }

  it('has one address, however often it comes', async () => {
    const urls = await Promise.all(
      [1, 2, 3].map(async () => (await send(pngOf(1, 2))).json<UploadedPicture>().url),
    )
    equal(new Set(urls).size, 1)
  })

  it('that is also a page is a picture and nothing else', async () => {
    for (const bytes of [
      gifOf(1, 1, polyglot),
      Buffer.concat([gifOf(1, 1), Buffer.from(polyglot)]),
    ]) {
      const { url } = (await send(bytes)).json<UploadedPicture>()
      const { headers } = await read(url)
      equal(headers['content-type'], 'image/gif')
      equal(headers['x-content-type-options'], 'nosniff')
      equal(headers['content-security-policy'], "default-src 'none'; sandbox")
    }
  })

  it('is refused when it is something else, and told what would be taken', async () => {
    for (const bytes of ['', polyglot, '<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7']) {
      const [status, code, words] = await refused(bytes)
      deepEqual([status, code], [422, 'catalog.no-picture'])
      match(words, /PNG, JPEG, WebP, AVIF or GIF.*SVG is not taken/)
    }
  })

  it('is refused when half of it is missing', async () => {
    const [status, code] = await refused(pngOf(30, 20).slice(0, 40))
    deepEqual([status, code], [422, 'catalog.picture-broken'])
  })

  it('is refused when it would burst: by its side, and by its pixels', async () => {
    for (const [width, height, code] of [
      [16_385, 1, 'catalog.picture-too-large'],
      [10_000, 5_001, 'catalog.picture-too-large'],
      [16_384, 3_051, undefined],
    ] as const) {
      equal((await refused(pngOf(width, height)))[1], code)
    }
  })

  it('is refused when it has too many bytes', async () => {
    const bytes = Buffer.concat([pngOf(30, 20), Buffer.alloc(pictureMaxBytes)])
    deepEqual((await refused(bytes)).slice(0, 2), [413, 'http.too-large'])
    const most = bytes.subarray(0, pictureMaxBytes)
    equal((await send(most)).statusCode, 201)
  })

  it('is taken from those only who may write the catalogue', async () => {
    const answer = await send(pngOf(1, 1), { may: 'catalog:read' })
    deepEqual([answer.statusCode, answer.json().code], [403, 'http.forbidden'])
  })

  it('that nobody sent is not there, and no name leads elsewhere', async () => {
    const unknown = 'a'.repeat(64)
    for (const name of [`${unknown}.png`, `${unknown}.svg`, 'nonsense', '..%2f..%2fetc%2fpasswd']) {
      const answer = await read(`/media/${name}`)
      deepEqual([answer.statusCode, answer.json().code], [404, 'catalog.media-not-found'], name)
      equal(answer.headers['cache-control'], 'no-store')
    }
    const { url } = (await send(pngOf(7, 7))).json<UploadedPicture>()
    equal((await read(url.replace('.png', '.gif'))).statusCode, 404)
  })

  it('stands in a product with its size', async () => {
    const { url, width, height } = (await send(pngOf(90, 60))).json<UploadedPicture>()
    const media = [
      { url, alt: 'A pot', width, height },
      { url: '/media/b.svg', alt: '' },
    ]
    await shop.server.inject({
      method: 'PUT',
      url: '/v1/admin/products/tea',
      payload: aProduct({ media }),
      headers: { may: 'catalog:write' },
    })
    const shown = await shop.server.inject({ method: 'GET', url: '/v1/products/tea' })
    deepEqual(shown.json<Product>().media, media)
  })
})
