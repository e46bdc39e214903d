import { PageHead } from '#apps/storefront/app/page-head.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

export function AboutPage() {
  const { about, shop } = useWords()
  return (
    <article className="shop-width max-w-3xl pt-10 md:pt-16">
      <PageHead title={about.title} />
      <h1 className="display text-3xl md:text-4xl">{about.title}</h1>
      <div className="mt-6 space-y-4 text-lg">
        {about.says.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
      <h2 className="display mt-12 text-2xl">{about.parts}</h2>
      <ul className="mt-4 grid gap-3 sm:grid-cols-2">
        {[
          [shop.addresses, '/edge'],
          [shop.docs, '/docs'],
        ].map(([name, address]) => (
          <li key={address}>
            <a
              href={address}
              className="flex items-center justify-between rounded-2xl border border-line bg-card px-5 py-4 font-semibold transition-colors hover:border-strong-line"
            >
              {name}
              <Icon name="right" className="size-4 text-soft" />
            </a>
          </li>
        ))}
      </ul>
    </article>
  )
}
