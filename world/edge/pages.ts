// What the edge sends from its own disk: the storefront, pictures of products, and a page of addresses
// while there is no storefront.

import type { IncomingMessage } from 'node:http'
import { Files } from '#world/edge/files.ts'
import { KeptAnswer } from '#world/edge/kept-answer.ts'
import { landingPage, type Neighbour } from '#world/edge/landing.ts'
import { pageSecurity } from '#world/support/page.ts'

export interface PagesOptions {
  /**
   * A built storefront: files, and index.html for its pages. While the folder is empty, its pages say
   * that they are being built.
   */
  readonly staticDir?: string
  /** Pictures of the demo shop, below /media/; those that merchants upload lie in the regions. */
  readonly mediaDir?: string
  /** Named on the page at `/` while there is no storefront. */
  readonly neighbours?: readonly Neighbour[]
}

const guarded = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' }
/** Nothing inline runs and nothing foreign loads, but pictures that a merchant's file names. */
const storefrontSecurity =
  "default-src 'self'; img-src 'self' data: https:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const mediaSecurity = "default-src 'none'; style-src 'unsafe-inline'"
const media = '/media/'
/** The addresses of everything, whatever stands at `/`. */
const addresses = '/edge'

export class Pages {
  readonly #storefront: Files | null
  readonly #media: Files | null
  readonly #landing: KeptAnswer
  readonly #oneMoment: KeptAnswer

  constructor(options: PagesOptions, regionNames: readonly string[]) {
    const { staticDir, mediaDir, neighbours = [] } = options
    this.#storefront = filesOf(staticDir, storefrontSecurity)
    this.#media = filesOf(mediaDir, mediaSecurity)
    this.#landing = own(landingPage(regionNames, neighbours))
    this.#oneMoment = own(landingPage(regionNames, neighbours, true))
  }

  /** @param path decoded */
  async find(request: IncomingMessage, path: string): Promise<KeptAnswer | null> {
    if (path.startsWith(media))
      return (await this.#media?.find(path.slice(media.length - 1))) ?? null
    if (path === addresses) return this.#landing
    if (this.#storefront === null) return path === '/' ? this.#landing : null
    if (path !== '/') {
      const file = await this.#storefront.find(path)
      if (file !== null || !isNavigation(request, path)) return file
    }
    const page = await this.#pageOf(this.#storefront, path)
    return page ?? this.#oneMoment
  }

  /** The page that stands for an address of an application: of the one in its own folder, if any. */
  async #pageOf(files: Files, path: string): Promise<KeptAnswer | null> {
    const [, first = ''] = path.split('/')
    const nested = first === '' ? null : await files.find(`/${first}/index.html`)
    return nested ?? files.find('/index.html')
  }
}

function own(page: string): KeptAnswer {
  return new KeptAnswer(
    {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': pageSecurity,
      ...guarded,
    },
    Buffer.from(page),
  )
}

function filesOf(folder: string | undefined, security: string): Files | null {
  if (folder === undefined) return null
  return new Files(folder, { ...guarded, 'content-security-policy': security })
}

function isNavigation(request: IncomingMessage, path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1)
  return !last.includes('.') && String(request.headers.accept).includes('text/html')
}
