import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Losses, LossReport } from '#kernel/ports/losses.ts'

const isReport = /^epoch-\d+\.json$/

/** Loss reports as files, one for each: `epoch-7.json`. */
export function lossFolder(dir: string): Losses {
  return {
    read: async () => {
      const names = (await readdir(dir).catch(() => [])).filter((name) => isReport.test(name))
      const reports = await Promise.all(
        names.map(
          async (name) => JSON.parse(await readFile(join(dir, name), 'utf8')) as LossReport,
        ),
      )
      return reports.sort((one, other) => one.epoch - other.epoch)
    },
    keep: async (report) => {
      await mkdir(dir, { recursive: true })
      const path = join(dir, `epoch-${report.epoch}.json`)
      const file = await open(`${path}.next`, 'w')
      try {
        await file.writeFile(`${JSON.stringify(report, null, 2)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(`${path}.next`, path)
    },
  }
}
