import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { viewsOf } from '#cli/demo-catalog/demo-catalog.ts'
import { pictureOf } from '#cli/demo-catalog/picture.ts'
import { shelves } from '#cli/demo-catalog/shelves.ts'
import { digest } from '#kernel/core/id.ts'

const stampName = '.drawn'

/** The pictures of the demo shop by file name, as SVG text. */
export function demoMedia(): ReadonlyMap<string, string> {
  const pictures = new Map<string, string>()
  for (const item of shelves.flatMap((shelf) => shelf.items)) {
    const views = viewsOf(item)
    const [main] = item.picture.colours
    for (const { name, colour, view } of views) {
      pictures.set(`${name}.svg`, pictureOf(item, colour, view, main))
    }
  }
  return pictures
}

/**
 * Writes the pictures into a folder, which is served as `/media/demo/`; does nothing when it already
 * holds these very pictures.
 * @returns how many files were written
 */
export async function writeDemoMedia(folder: string): Promise<number> {
  const pictures = demoMedia()
  const stamp = digest([...pictures].flat().join('\n'))
  await mkdir(folder, { recursive: true })
  const known = await readFile(join(folder, stampName), 'utf8').catch(() => null)
  const present = new Set(await readdir(folder))
  if (known === stamp && [...pictures.keys()].every((name) => present.has(name))) return 0
  for (const [name, svg] of pictures) await writeFile(join(folder, name), svg)
  await writeFile(join(folder, stampName), stamp)
  return pictures.size
}
