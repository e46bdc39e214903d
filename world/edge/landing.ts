import { html, renderPage } from '#world/support/page.ts'

export interface Neighbour {
  readonly name: string
  readonly url: string
  /** What one finds there, as the end of a sentence. */
  readonly says: string
}

/** What stands at `/` while there is no storefront. */
export function landingPage(regions: readonly string[], neighbours: readonly Neighbour[]): string {
  const own: readonly Neighbour[] = [
    { name: 'Documentation', url: '/docs', says: 'every route, with examples' },
    { name: 'Products', url: '/v1/products', says: 'the catalogue as JSON' },
    { name: 'Edge', url: '/edge/status', says: 'which regions take requests, and the cache' },
  ]
  return renderPage({
    site: 'Meridian',
    title: 'The shop is open',
    lead: `Served from ${regions.join(' and ')}. No storefront is installed here; these are its parts.`,
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
