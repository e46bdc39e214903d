// A merchant's file may hold any HTML: what could run, load or restyle the page is taken out.

import purify from 'dompurify'
import { useMemo } from 'react'

const allowed = {
  ALLOWED_TAGS:
    'p br b strong i em u s small sub sup ul ol li dl dt dd h2 h3 h4 h5 h6 blockquote a table thead tbody tr th td hr'.split(
      ' ',
    ),
  ALLOWED_ATTR: ['href', 'title', 'colspan', 'rowspan', 'lang'],
}

export function SafeHtml({ html }: { html: string }) {
  const clean = useMemo(() => purify.sanitize(html, allowed), [html])
  // oxlint-disable-next-line react/no-danger -- sanitized above, which is what this file is for
  return <div className="prose" dangerouslySetInnerHTML={{ __html: clean }} />
}
