import { html, renderPage } from '#world/support/page.ts'

export interface Neighbour {
  readonly name: string
  readonly url: string
  /** What one finds there, as the end of a sentence. */
  readonly says: string
}

/**
 * The addresses of everything.
 * @param soon the storefront is about to be here: the page looks for it again and again
 */
export function landingPage(
  regions: readonly string[],
  neighbours: readonly Neighbour[],
  soon = false,
): string {
  const own: readonly Neighbour[] = [
    { name: 'Documentation', url: '/docs', says: 'every route, with examples' },
    { name: 'Products', url: '/v1/products', says: 'the catalogue as JSON' },
    { name: 'Edge', url: '/edge/status', says: 'which regions take requests, and the cache' },
  ]
  return renderPage({
    site: 'Meridian',
    title: soon ? 'One moment' : 'The shop is open',
    ...(soon ? { refreshSeconds: 1 } : {}),
    lead: soon
      ? 'The pages of the shop are being built, once after a change. This page looks again by itself.'
      : `Served from ${regions.join(' and ')}. These are its parts.`,
    body: html`<div class="scroll">
      <table>
        <tbody>
          ${[...own, ...neighbours].map(
            ({ name, url, says }) =>
              html`<tr>
                <th scope="row"><a href="${url}">${name}</a></th>
                <td>${says}</td>
                <td><code>${url}</code></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
  })
}
