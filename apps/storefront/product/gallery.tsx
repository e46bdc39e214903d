import { useState } from 'react'
import type { ProductPage } from '#apps/storefront/app/queries.ts'
import { useWords } from '#apps/storefront/words/words.ts'

type Media = ProductPage['product']['media']

/** The picture of the chosen variant, until another is picked. */
export function Gallery({
  media,
  variantImage,
}: {
  readonly media: Media
  readonly variantImage: string | undefined
}) {
  const { product } = useWords()
  const [picked, setPicked] = useState<{ image: string; forVariant: string | undefined } | null>(
    null,
  )
  const wanted = picked !== null && picked.forVariant === variantImage ? picked.image : variantImage
  const shown = media.find(({ url }) => url === wanted) ?? media[0]
  return (
    <section aria-label={product.pictures} className="min-w-0 self-start md:sticky md:top-6">
      <div className="aspect-square overflow-hidden rounded-3xl bg-sunken">
        {shown === undefined ? null : (
          <img
            key={shown.url}
            src={shown.url}
            alt={shown.alt}
            width={shown.width ?? 800}
            height={shown.height ?? 800}
            fetchPriority="high"
            className="size-full object-cover"
          />
        )}
      </div>
      {media.length > 1 ? (
        <ul className="-mx-1 mt-2 flex gap-3 overflow-x-auto p-1">
          {media.map(({ url }, at) => (
            <li key={url}>
              <button
                type="button"
                aria-label={product.picture(at + 1, media.length)}
                aria-current={url === shown?.url}
                onClick={() => setPicked({ image: url, forVariant: variantImage })}
                className="block size-18 overflow-hidden rounded-xl border-2 border-transparent bg-sunken transition-colors hover:border-line aria-current:border-accent"
              >
                <img src={url} alt="" width={72} height={72} className="size-full object-cover" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
