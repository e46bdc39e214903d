import { useWords } from '#apps/storefront/words/words.ts'

/** Title, description and Open Graph of a page; React puts them into the document's head. */
export function PageHead({
  title,
  description,
  image,
  type = 'website',
  hidden = false,
}: {
  /** Without the shop's name. */
  readonly title: string
  readonly description?: string
  readonly image?: string | undefined
  readonly type?: 'website' | 'product'
  /** Not for search engines: a checkout, an order. */
  readonly hidden?: boolean
}) {
  const { shop } = useWords()
  const says = description === undefined || description === '' ? shop.describes : description
  const address = `${window.location.origin}${window.location.pathname}`
  return (
    <>
      <title>{`${title} · ${shop.name}`}</title>
      <meta name="description" content={says} />
      {hidden ? (
        <meta name="robots" content="noindex" />
      ) : (
        <>
          <link rel="canonical" href={address} />
          <meta property="og:site_name" content={shop.name} />
          <meta property="og:type" content={type} />
          <meta property="og:title" content={title} />
          <meta property="og:description" content={says} />
          <meta property="og:url" content={address} />
          {image === undefined ? null : (
            <meta property="og:image" content={new URL(image, address).href} />
          )}
        </>
      )}
    </>
  )
}
