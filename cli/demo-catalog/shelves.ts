import { audio } from '#cli/demo-catalog/audio.ts'
import { books } from '#cli/demo-catalog/books.ts'
import { coffeeAndTea } from '#cli/demo-catalog/coffee-and-tea.ts'
import { cycling } from '#cli/demo-catalog/cycling.ts'
import type { DemoItem } from '#cli/demo-catalog/demo-item.ts'
import { garden } from '#cli/demo-catalog/garden.ts'
import { home } from '#cli/demo-catalog/home.ts'
import { kitchen } from '#cli/demo-catalog/kitchen.ts'
import { outdoor } from '#cli/demo-catalog/outdoor.ts'
import { stationery } from '#cli/demo-catalog/stationery.ts'
import { toys } from '#cli/demo-catalog/toys.ts'

export interface Shelf {
  readonly handle: string
  readonly title: string
  readonly description: string
  readonly below?: Readonly<Record<string, string>>
  readonly items: readonly DemoItem[]
}

/** The categories of the demo shop in the order of its menu, with what stands on them. */
export const shelves: readonly Shelf[] = [
  {
    handle: 'kitchen',
    title: 'Kitchen',
    description: 'Pots, knives and cloths for people who cook on weekdays too.',
    below: { cookware: 'Cookware', 'knives-and-boards': 'Knives & boards' },
    items: kitchen,
  },
  {
    handle: 'coffee-and-tea',
    title: 'Coffee & tea',
    description: 'Beans, leaves and what it takes to do them justice.',
    below: {
      'beans-and-leaves': 'Beans & leaves',
      brewing: 'Brewing',
      'cups-and-pots': 'Cups & pots',
    },
    items: coffeeAndTea,
  },
  {
    handle: 'home',
    title: 'Home',
    description: 'Light, wool and wood for the rooms you live in.',
    below: { lighting: 'Lighting', textiles: 'Textiles' },
    items: home,
  },
  {
    handle: 'outdoor',
    title: 'Outdoor',
    description: 'For the weekend, the drizzle and the long way round.',
    below: {
      'shelter-and-sleep': 'Shelter & sleep',
      packs: 'Packs & bags',
      'camp-kitchen': 'Camp kitchen',
    },
    items: outdoor,
  },
  {
    handle: 'cycling',
    title: 'Cycling',
    description: 'Two wheels, and everything that makes them better company.',
    items: cycling,
  },
  {
    handle: 'garden',
    title: 'Garden',
    description: 'Tools and seeds for gardens, balconies and one brave window sill.',
    items: garden,
  },
  {
    handle: 'stationery',
    title: 'Stationery',
    description: 'Paper, ink and good reasons to use both.',
    items: stationery,
  },
  {
    handle: 'books',
    title: 'Books',
    description: 'Novels, guides and picture books that we have read ourselves.',
    items: books,
  },
  {
    handle: 'toys',
    title: 'Toys & games',
    description: 'Made to be dropped, hugged, raced and handed down.',
    items: toys,
  },
  {
    handle: 'audio',
    title: 'Audio',
    description: 'Things that sound good and can be repaired.',
    items: audio,
  },
]
