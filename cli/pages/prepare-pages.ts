import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CommandError } from '#cli/command.ts'
import { pagesFolder } from '#cli/pages/pages-folder.ts'

const withinMs = 120_000

export interface Pages {
  /** Given to the front door at once; it holds nothing until `ready`. */
  readonly folder: string
  /** Whether the pages had to be built; rejects with a CommandError when that failed. */
  readonly ready: Promise<'built' | 'known'>
}

/** Builds the pages of the applications unless these very sources have been built before. */
export async function preparePages(): Promise<Pages> {
  const folder = await pagesFolder()
  const ready = existsSync(folder) ? Promise.resolve('known' as const) : build()
  // Whoever waits for it learns of its failure; a store can be of use without pages.
  ready.catch(() => {})
  return { folder, ready }
}

function build(): Promise<'built'> {
  const file = fileURLToPath(new URL('build-main.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    const options = { timeout: withinMs }
    const child = execFile(process.execPath, [file], options, (error, stdout, stderr) => {
      process.off('exit', end)
      if (error === null) resolve('built')
      else reject(new CommandError(`the pages could not be built:\n${stdout}${stderr}`.trim(), 1))
    })
    const end = () => void child.kill()
    process.once('exit', end)
  })
}
