import { shortened, slug } from '#cli/catalog-files/slug.ts'
import type { CategoryInput } from '#services/catalog/contract.ts'

const handleMax = 255
const titleMax = 255
const depthMax = 12
const perProductMax = 20

export interface CategoryBook {
  /** The categories of these paths that the file has not named before, those above first. */
  enter(paths: readonly (readonly string[])[]): CategoryInput[]
}

/** Positions count from 0 in the order in which a file first names the categories of a level. */
export function newCategoryBook(): CategoryBook {
  const known = new Set<string>()
  const children = new Map<string, number>()
  return {
    enter(paths) {
      const fresh: CategoryInput[] = []
      for (const path of paths) {
        path.forEach((title, depth) => {
          const handle = handleOf(path.slice(0, depth + 1))
          if (known.has(handle)) return
          known.add(handle)
          const parent = depth > 0 ? handleOf(path.slice(0, depth)) : undefined
          const position = children.get(parent ?? '') ?? 0
          children.set(parent ?? '', position + 1)
          fresh.push({
            handle,
            title: shortened(title, titleMax),
            description: '',
            ...(parent === undefined ? {} : { parent }),
            position,
          })
        })
      }
      return fresh
    },
  }
}

/** The handles of the categories at the end of each path, and of all above them. */
export function handlesOf(paths: readonly (readonly string[])[]): string[] {
  const deepestFirst = paths.flatMap((path) =>
    path.map((_, depth) => handleOf(path.slice(0, path.length - depth))),
  )
  return [...new Set(deepestFirst)].slice(0, perProductMax)
}

/** The names in `Home > Lighting > Lamps`; names without a letter or digit are left out. */
export function pathOf(text: string): string[] {
  return text
    .split('>')
    .map((name) => name.trim())
    .filter((name) => slug(name) !== '')
    .slice(0, depthMax)
}

function handleOf(path: readonly string[]): string {
  return shortened(path.map(slug).join('-'), handleMax)
}
