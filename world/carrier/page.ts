import type { Parcel } from '#world/carrier/parcels.ts'
import { escapeHtml, figures, html, renderPage, table, type Html } from '#world/support/page.ts'

const rowsMax = 100

/** The latest parcels first. */
export function carrierPage(parcels: readonly Parcel[]): string {
  const delivered = parcels.filter((parcel) => parcel.events.at(-1)?.status === 'delivered').length
  return renderPage({
    site: 'Sandbox carrier',
    title: 'Parcels',
    lead: 'The carrier outside the platform. Parcels travel by themselves, in minutes instead of days.',
    body: html`
      ${figures([
        ['Parcels', String(parcels.length)],
        ['Delivered', String(delivered)],
      ])}
      ${table(
        ['Tracking number', 'Shipment', 'To', 'Method', 'Weight', 'Status', 'Since'],
        parcels.slice(-rowsMax).toReversed().map(rowOf),
        'No parcel yet.',
      )}
    `,
  })
}

/** The label as a small SVG document. */
export function labelSvg({ trackingNumber, request }: Parcel): string {
  const { name, line1, postalCode, city, country } = request.to
  const lines = [name, line1, `${postalCode} ${city}`, country].map(
    (line, at) => `<text x="16" y="${84 + at * 22}" font-size="15">${escapeXml(line)}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="384" height="256" viewBox="0 0 384 256" font-family="sans-serif">
<rect width="384" height="256" fill="#fff" stroke="#111"/>
<text x="16" y="36" font-size="20" font-weight="700">${escapeHtml(request.method.toUpperCase())}</text>
<text x="368" y="36" font-size="14" text-anchor="end">${request.grams} g</text>
<path d="M16 52H368" stroke="#111"/>
${lines.join('\n')}
${bars(trackingNumber)}
<text x="192" y="244" font-size="14" text-anchor="middle" letter-spacing="2">${trackingNumber}</text>
</svg>
`
}

/** XML has no way to write some characters (XML 1.0, 2.2); one of them and nothing would be shown. */
function escapeXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters
  return escapeHtml(text.toWellFormed().replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, '\ufffd'))
}

function bars(trackingNumber: string): string {
  let x = 16
  const step = 352 / (trackingNumber.length * 4)
  return Array.from(trackingNumber)
    .flatMap((sign) => [1, 2, 4, 8].map((bit) => (sign.charCodeAt(0) & bit) !== 0))
    .map((isWide) => {
      const bar = `<rect x="${x.toFixed(1)}" y="172" width="${(step * (isWide ? 0.75 : 0.35)).toFixed(1)}" height="52"/>`
      x += step
      return bar
    })
    .join('')
}

function rowOf({ trackingNumber, request, events }: Parcel): Html {
  const latest = events.at(-1)
  return html`<tr>
    <td>
      <a href="/labels/${trackingNumber}.svg"><code>${trackingNumber}</code></a>
    </td>
    <td><code>${request.shipmentId}</code></td>
    <td>${request.to.city}, ${request.to.country}</td>
    <td>${request.method}</td>
    <td class="amount">${request.grams} g</td>
    <td class="${latest?.status === 'delivered' ? 'good' : ''}">
      ${latest?.status.replace('_', ' ') ?? ''}
    </td>
    <td><time>${latest?.at.replace('T', ' ').slice(0, 19) ?? ''}</time></td>
  </tr>`
}
