import type { Figure } from '#bench/figure.ts'
import type { Bench, Section, StoreSection } from '#bench/section.ts'
import { seedDemoCatalog } from '#cli/demo-catalog/seed.ts'
import type { StoreFile } from '#cli/running-store.ts'
import { startOwnStore } from '#cli/up/own-store.ts'

export interface SectionResult {
  readonly section: string
  readonly figures: readonly Figure[]
  /** Why it could not be measured to the end. */
  readonly failed: string | null
}

export interface RunOptions extends Bench {
  readonly sections: readonly Section[]
  readonly onStart: (section: Section) => void
  readonly onResult: (result: SectionResult) => void
  readonly onStore?: (store: StoreFile) => Promise<void>
}

/**
 * Measures section after section; one that fails does not keep the others from being measured. At
 * real size each gets a store that nobody has used, at toy size they share one.
 */
export async function runSections(options: RunOptions): Promise<SectionResult[]> {
  const results: SectionResult[] = []
  const attempt = async (section: Section, measure: () => Promise<readonly Figure[]>) => {
    options.onStart(section)
    const result = await resultOf(section, measure)
    results.push(result)
    options.onResult(result)
  }
  const together = options.toy ? options.sections.filter((section) => section.on === 'store') : []
  if (together.length > 0) {
    await withStore(options, 'demo', async (store) => {
      for (const section of together) {
        await attempt(section, () => section.measure({ ...options, store }))
      }
    })
  }
  const apart = options.sections.filter((section) => !together.some((one) => one === section))
  for (const section of apart) {
    await attempt(section, () =>
      section.on === 'machine'
        ? section.measure(options)
        : withStore(options, section.catalog, (store) => section.measure({ ...options, store })),
    )
  }
  return results
}

async function resultOf(
  { name }: Section,
  measure: () => Promise<readonly Figure[]>,
): Promise<SectionResult> {
  try {
    return { section: name, figures: await measure(), failed: null }
  } catch (error) {
    const failed = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { section: name, figures: [], failed }
  }
}

async function withStore<Result>(
  { say, onStore }: RunOptions,
  catalog: StoreSection['catalog'],
  use: (store: StoreFile) => Promise<Result>,
): Promise<Result> {
  const own = await startOwnStore((line) => say(`  ${line}`))
  const { dir, reach } = own
  try {
    if (catalog === 'demo') await seedDemoCatalog(dir, reach)
    await onStore?.(reach)
    return await use(reach)
  } finally {
    await own.stop()
  }
}
