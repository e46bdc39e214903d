// What the edge sends from its own disk: the storefront, pictures of products, and a page of addresses
// while there is no storefront.

import type { IncomingMessage } from 'node:http'
import { Files } from '#world/edge/files.ts'
import { KeptAnswer } from '#world/edge/kept-answer.ts'
import { landingPage, type Neighbour } from '#world/edge/landing.ts'
import { pageSecurity } from '#world/support/page.ts'

export interface PagesOptions {
  /** A built storefront: files, and index.html for its pages. */
  readonly staticDir?: string
  /** Pictures of products, below /media/. */
  readonly mediaDir?: string
  /** Named on the page at `/` while there is no storefront. */
  readonly neighbours?: readonly Neighbour[]
}

const guarded = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' }
const storefrontSecurity =
  "default-src 'self'; img-src 'self' data: blob: https:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
const mediaSecurity = "default-src 'none'; style-src 'unsafe-inline'"
const media = '/media/'

export class Pages {
  readonly #storefront: Files | null
  readonly #media: Files | null
  readonly #landing: KeptAnswer

  constructor(options: PagesOptions, regionNames: readonly string[]) {
    const { staticDir, mediaDir, neighbours = [] } = options
    this.#storefront = filesOf(staticDir, storefrontSecurity)
    this.#media = filesOf(mediaDir, mediaSecurity)
    this.#landing = new KeptAnswer(
      {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-security-policy': pageSecurity,
        ...guarded,
      },
      Buffer.from(landingPage(regionNames, neighbours)),
    )
  }

  /** @param path decoded */
  async find(request: IncomingMessage, path: string): Promise<KeptAnswer | null> {
    if (path.startsWith(media))
      return (await this.#media?.find(path.slice(media.length - 1))) ?? null
    if (this.#storefront === null) return path === '/' ? this.#landing : null
    if (path !== '/') {
      const file = await this.#storefront.find(path)
      if (file !== null || !isNavigation(request, path)) return file
    }
    const page = await this.#pageOf(this.#storefront, path)
    return page ?? (path === '/' ? this.#landing : null)
  }

  /** The page that stands for an address of an application: of the one in its own folder, if any. */
  async #pageOf(files: Files, path: string): Promise<KeptAnswer | null> {
    const [, first = ''] = path.split('/')
    const nested = first === '' ? null : await files.find(`/${first}/index.html`)
    return nested ?? files.find('/index.html')
  }
}

function filesOf(folder: string | undefined, security: string): Files | null {
  if (folder === undefined) return null
  return new Files(folder, { ...guarded, 'content-security-policy': security })
}

function isNavigation(request: IncomingMessage, path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1)
  return !last.includes('.') && String(request.headers.accept).includes('text/html')
}
